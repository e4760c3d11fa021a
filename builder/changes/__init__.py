"""Changes: what differs between two versions of an SOP, told as a person would."""
