"""What tells a team that a review is due: calendar and issue."""
