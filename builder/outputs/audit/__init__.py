"""What an auditor takes away: the library in force on a day."""
