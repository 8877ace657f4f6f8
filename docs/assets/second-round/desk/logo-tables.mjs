// Owns the limits, signs and sentences that Python has too; it is never changed by hand.
//
// Made by `second-round refresh` from macros/brand/tables.py.

/** How many bytes a file may have. */
export const LARGEST_LOGO = 150_000;

/** The longest edge of a PNG: more is not seen in print, and much more would exhaust memory. */
export const MOST_PIXELS = 3_000;

/** How many times as wide as high a logo may be. */
export const WIDEST = 10;

/** How many times as high as wide. */
export const TALLEST = 3;

/** How many pixels across are put on a sheet, and how many down: in large print these are 600 to an inch. */
export const MOST_WIDE = 800;

export const MOST_HIGH = 306;

/** What is lighter than this, of 255, is not seen on paper. */
export const SEEN_BELOW = 245;

/** What is clearer than this, of 255, is not seen at all. */
export const CLEAR_BELOW = 8;

export const PNG_SIGN = [137, 80, 78, 71, 13, 10, 26, 10];

/** How many bits a value may have in each kind of PNG: grey, colours, a table of colours, and the first two with how clear each pixel is. */
export const DEPTHS = { "0": [1, 2, 4, 8, 16], "2": [8, 16], "3": [1, 2, 4, 8], "4": [8, 16], "6": [8, 16] };

/** How many values a pixel has in each. */
export const CHANNELS = { "0": 1, "2": 3, "3": 1, "4": 2, "6": 4 };

/** Which pixels come in each turn of an interlaced PNG: the first across and down, and every how many after it. */
export const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

export const DAMAGED = "The PNG file is damaged. Save it again.";

export const LOGO_TOO_LARGE = "It is larger than {most} kB. Save it with fewer pixels, or as a simpler drawing.";

export const TOO_MANY_PIXELS = "It has {width} by {height} pixels; at most {most} each way are printed. Save it smaller.";

export const MISSHAPEN = "It is {width} wide and {height} high; at most {widest} times as wide as high, and {tallest} times as high as wide, can be printed well.";

export const ALL_CLEAR = "Nothing of it is visible: all of its pixels are clear. Save it again.";

export const ALL_WHITE = "All of it is white or nearly so, and paper is white. Use the logo for white paper.";

export const NO_LOGO = "It is neither an SVG nor a PNG file. Save it as one of these.";
