"""Learning what ships as coefficients in text files. Run by hand, never by the program."""
