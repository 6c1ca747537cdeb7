"""What is known of languages: their words, stop words, stems and fillers."""
