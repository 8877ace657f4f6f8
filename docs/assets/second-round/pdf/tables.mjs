// Owns the limits, signs and sentences that Python has too; it is never changed by hand.
//
// Made by `second-round refresh` from macros/errors.py, macros/paper/pack/tables.py, macros/paper/fill/tables.py.

export const NOT_TEXT = "Only text can be filled in. Something else was given for {fields}.";

export const NOT_SHOWN = "No font here shows this correctly. {fields}.";

/** How a PDF begins; each character is one byte. */
export const HEADER = "%PDF-1.7\n%âãÏÓ\n";

/** The part at the back, on which text goes on that does not fit where it belongs. */
export const NOTES = "notes";

/** What stands in a PDF as it is. Digits do not: a reference might be read in them when objects are numbered anew. */
export const PLAIN = "[A-Za-z ,.:;?!'&/+-]*";

export const OTHER_PACK = "This map is not of this pack.";

export const OTHER_PARTS = "The parts of this pack are {parts}; asked for: {unknown}.";

export const INK = "0 g";

/** Between the edge of a field and its text, in thousandths of a point, as all lengths but the sizes of type. */
export const PAD = 2_000;

/** The smallest type on one line, in hundredths of a point. */
export const LEAST_LINE = 700;

/** The smallest type on several lines. */
export const LEAST_LINES = 800;

/** By how much type on several lines shrinks at a time. */
export const STEP = 50;

export const ELLIPSIS = "…";

/** The field of the notes at the back, on which text goes on that does not fit where it belongs. */
export const MORE = "more";

/** The label of a page that is there so that the next sheet begins on the front of a leaf. */
export const BLANK_SIDE = "Blank side";

/** The name that stands on every sheet anyway. */
export const HOUSE = "Second Round";

/** The colour of the guidance's own sheets. */
export const BLACK = "#000000";

/** What a link says whose address is too long to be typed. */
export const ASKS = "Is this edition current?";

export const BOOKS = "Book an appointment";

export const LARGE_TYPE = 1_200;

export const MULTILINE = 4_096;

/** The largest width and height of a logo in the running head, in thousandths of a point: below that, the head ends. */
export const LOGO = [79_000, 14_500];

/** The same in large print. */
export const LARGE_LOGO = [96_000, 36_800];

/** Between a logo and a name, in thousandths of a point. */
export const BESIDE_LOGO = 8_500;

/** What a person calls each thing that a brand says. */
export const BRAND_WORDS = {
  name: "Name",
  head: "Name",
  contact: "Contact",
  edition: "Language of dates",
  check: "Address of the site",
  appointment: "Appointment",
  "link-0": "Link 1",
  "link-1": "Link 2",
  "link-2": "Link 3",
  "link-3": "Link 4",
};

export const NO_ROOM = "{words}: “{text}” is too long to be printed in its place. Use fewer or shorter words.";

export const NOBODY = "There is nobody to make a copy for.";

export const NEW_LINE = "\r\n|[\r\u2028\u2029]";

export const SPACE = "[\t\u1680\u2000-\u200a\u202f\u205f]";

/** Control and format characters, and halves of characters. */
export const UNSEEN = "[\u0000-\t\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]";

/** What has no place in any text. Of what else is unseen, some joins or turns letters that must be shaped. What embeds a direction is taken out too: a field runs as its first letter does. */
export const PLACELESS = "[\u0000-\t\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]";

/** Once there are so many objects of a class's copies, they are packed together. */
export const TOGETHER = 5_000;

/** So many objects of one copy stand in a row there, then as many of the next, which are much the same. */
export const IN_A_ROW = 32;

/** What differs in the same object of two copies: what it refers to, and its place in the map of parents. */
export const VARYING = "([0-9]+(?= 0 R|/TU|/Border|>>))";

/** How many bits each code of our Deflate has, as a hexadecimal digit, by what is usual among the objects of forms. */
export const CODE_LENGTHS = "ffffffffffafffffffffffffffffffff3dddddddaaddbb974444444444dd8d8ddababa9dccdacbcc9d7a9bcbccc9c9ddd9baa8bba9cbaa99ad9989cbcadddddfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa4fd8da85b7677a8babb79bcddfd";

/** The same for how far back it is pointed. */
export const DISTANCE_LENGTHS = "ffffff2eeb34863456576455a3edaa";
