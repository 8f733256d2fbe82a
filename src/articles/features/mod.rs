//! Questions about one text, which any step may ask: a text goes in, and a yes, a number or a place in it comes out.
//! Nothing here knows of blocks or stories, so that no step needs to ask one that comes after it.
//!
//! | file | what it asks |
//! |---|---|
//! | `clauses` | can these English words stand beside one another? |
//! | `dates` | which day is printed here? |
//! | `endings` | does the text end as a sentence does? |
//! | `evidence` | what do the signs for and against something weigh in all? |
//! | `figures` | is it a list of figures? |
//! | `header` | is it a page's head, and what does it say? |
//! | `jump_lines` | does it point to another page, or come from one? |
//! | `labels` | is it the name of a column or of a box? |
//! | `languages` | which language does a tag name? |
//! | `letters` | does it greet or take leave? |
//! | `noise` | is it printed around the stories? |
//! | `notes` | does an editor's note open here? |
//! | `pairs` | how likely are two neighbours? |
//! | `seams` | do two texts read on into one another? |
//! | `sections` | is it the name of a section? |
//! | `speakers` | does somebody begin to speak, or to ask? |
//! | `titles` | does it read like a title? |
//! | `topics` | what is it about? |
//! | `verse` | are these the lines of a poem? |

pub mod clauses;
pub mod dates;
pub mod endings;
pub mod evidence;
pub mod fields;
pub mod figures;
pub mod furniture;
pub mod header;
pub mod jump_lines;
pub mod labels;
pub mod languages;
pub mod letters;
pub mod noise;
pub mod notes;
pub mod pairs;
pub mod seams;
pub mod sections;
pub mod small_words;
pub mod speakers;
pub mod titles;
pub mod topics;
pub mod verse;
