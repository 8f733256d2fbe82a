//! Room 4: the assembler. Script and takes in, an edition out: one timeline, mastered sound.
