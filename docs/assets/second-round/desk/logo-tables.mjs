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

/** How many elements a drawing may have, and how many of them one within another. */
export const MOST_ELEMENTS = 2_000;

export const MOST_DEPTH = 32;

/** What no coordinate reaches. */
export const MOST_NUMBER = 1_000_000_000;

export const NAMESPACE = "http://www.w3.org/2000/svg";

/** The elements of a drawing. Nothing in it is drawn twice, so that no small file can be a large drawing. */
export const DRAWN = [
  "svg",
  "g",
  "defs",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "linearGradient",
  "radialGradient",
  "stop",
  "clipPath",
  "style",
];

/** Elements that are not drawn, and are left out. */
export const SILENT = ["title", "desc", "metadata"];

/** Attributes on which it depends whether an element is drawn. */
export const CONDITIONS = ["systemLanguage", "requiredExtensions"];

/** The pattern of an address that is not a place in the same file. */
export const LEADS_OUT = "url\\(\\s*[\"']?\\s*(?!#)[^\\s\"']|image\\(|src\\(|javascript:";

/** What a browser draws by, and a printer does not, or not so. */
export const UNPRINTED_ATTRIBUTES = [
  "mask",
  "filter",
  "mix-blend-mode",
  "marker",
  "marker-start",
  "marker-mid",
  "marker-end",
  "vector-effect",
  "transform-origin",
];

/** What a style can have of that kind, and an attribute cannot. */
export const UNPRINTED_IN_STYLES = [
  "mask-image",
  "d",
  "transform-box",
  "translate",
  "rotate",
  "scale",
  "offset-path",
  "zoom",
  "animation",
  "animation-name",
  "backdrop-filter",
  "background-image",
  "border",
  "outline",
  "box-shadow",
  "all",
  "perspective",
  "margin",
  "padding",
  "aspect-ratio",
];

export const WITHOUT_EFFECT = ["", "none", "normal", "auto", "0", "0px", "inherit", "initial", "unset", "static"];

/** What helps with most drawings. */
export const SAVE_PLAIN = "Save it as a plain drawing, of paths and plain colours.";

/** What helps with one that holds such an element. */
export const INSTEAD = {
  text: "Turn the text into paths first; the fonts of a logo are not printed.",
  tspan: "Turn the text into paths first; the fonts of a logo are not printed.",
  image: "Draw the picture as paths, or save the whole logo as PNG.",
  use: "Save it as a plain drawing, with every copy as paths of its own.",
  symbol: "Save it as a plain drawing, with every copy as paths of its own.",
};

export const SVG_DAMAGED = "The SVG file is damaged. Save it again.";

export const ODD_ENCODING = "It is written in an encoding that is not read here. Save it as UTF-8.";

export const WITH_DOCTYPE = "It begins with a DOCTYPE, which is not accepted. Save it as plain SVG.";

export const NO_DRAWING = "It is not an SVG drawing: its first element is not svg.";

export const TOO_MANY_SHAPES = "It holds more than {most} shapes, or is nested too deep. Save a simpler drawing.";

export const HOLDS_UNPRINTED = "It holds “{tag}”, which is not printed. {instead}";

export const DRAWN_BY_UNPRINTED = "It is drawn with “{name}”, which is not printed. {instead}";

export const CUT_WITHIN_A_CUT = "It holds a clipping path within another. Save it as a plain drawing.";

export const RUNS = "It holds “{key}”, which runs a program. Save it as a plain drawing.";

export const LEADS_TO = "It leads to “{value}”, outside of it. A logo must hold all that it shows.";

export const LEADS_BY = "It leads to something outside of it, in “{key}”. A logo must hold all that it shows.";

export const DRAWN_FOR_SOME = "It is drawn only for some, by “{key}”. {instead}";

export const NO_PLAIN_STYLE = "Its style leads to something outside of it, or holds more than plain rules for classes. Save it as plain SVG.";

export const NO_SIZE = "It does not say how large it is. Save it with a viewBox, or a width and a height.";

export const SIZE_FROM_OUTSIDE = "Its size depends on something outside of it, in “{value}”. Save it as a plain drawing.";

export const FAR_OUTSIDE = "It draws far outside of its frame. Save it as a plain drawing, as large as its frame.";

export const NOTHING_SEEN = "Nothing of it is visible: it draws nothing, or outside of its frame. Save it again.";

export const DAMAGED = "The PNG file is damaged. Save it again.";

export const LOGO_TOO_LARGE = "It is larger than {most} kB. Save it with fewer pixels, or as a simpler drawing.";

export const TOO_MANY_PIXELS = "It has {width} by {height} pixels; at most {most} each way are printed. Save it smaller.";

export const MISSHAPEN = "It is {width} wide and {height} high; at most {widest} times as wide as high, and {tallest} times as high as wide, can be printed well.";

export const ALL_CLEAR = "Nothing of it is visible: all of its pixels are clear. Save it again.";

export const ALL_WHITE = "All of it is white or nearly so, and paper is white. Use the logo for white paper.";

export const NO_LOGO = "It is neither an SVG nor a PNG file. Save it as one of these.";
