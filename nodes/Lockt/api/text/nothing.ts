/** With what servers say that there is no card, number or name: zeros alone are none either. */
const NOTHING = /^(?:0*|-1|[-–—.]+|n\/?a|none|null|nil|undefined|unknown|no card)$/i;

/** Whether a text stands for something that is not there: blank, in words, or as the parts of a name, e.g. "null, null". */
export function saysNothing(text: string): boolean {
	return text.split(',').every((part) => NOTHING.test(part.trim()));
}
