//! Room 5: what listeners get. An edition in; sound files, chapters, transcripts, pages and feeds out.
