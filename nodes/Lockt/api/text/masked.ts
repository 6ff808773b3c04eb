/** Signs in place of what is not to be seen, of some letters as well: b****@people.example, xxx-xxx-4365 */
const MASK = [
	/[*•●·#]{2}|\p{L}[*•●]\p{L}/u,
	// No name has so many; before a letter, three may be a number, or a size: XXXIV, XXXL
	/x{4}|x{3}(?!\p{L})/iu,
	/^(?=.*?xx)[\dx\s().+/-]+$/is,
];

/** Words for it, e.g. [hidden], [email protected]. Alone, "Hidden" may be a name. */
const MASK_IN_WORDS =
	/^[[<{(](?:.{0,40}\W)?(?:hidden|redacted|masked|obfuscated|removed|protected|private)(?:\W.{0,40})?[\]>})]$|^(?:redacted|masked|obfuscated)$/i;

/** A text that was cut: at its end, or in the name of an e-mail address. */
const CUT_SHORT = /(?:…|\.{3})(?:$|@)/;

/** Written for a web page, e.g. O&#39;Brien. AT&T is none. */
const HTML = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i;

/**
 * Read in another encoding than it was written in: the sign for what cannot be read, control characters, or the
 * two or three characters that UTF-8 makes of one, e.g. MÃ¼ller, KovÃ¡cs, WaÅ‚Ä™sa. After capitals such as Å and
 * Ñ, quotes and dashes may be meant.
 */
const SPOILT = [
	/[\uFFFD\u0080-\u009F]/,
	/[ÂÃ][\u00A0-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/,
	/[ÄÅÎÏÐÑØÙ][\u00A1-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF€‚ƒ„†‡ˆ‰‹‘“•˜™š›œžŸ]/,
	/â€|ï»¿|ï¿½/,
];

const UNSHOWN = [...MASK, MASK_IN_WORDS, CUT_SHORT, HTML, ...SPOILT];

/** Whether a text does not show what it stands for: hidden, also in part, cut short, or spoilt on its way. */
export const isMasked = (text: string) => UNSHOWN.some((sign) => sign.test(text));
