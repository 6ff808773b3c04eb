/** With what servers say that there is no card or number: zeros alone are none either. */
const NOTHING = /^(?:0*|-1|-+|n\/?a|none|null|nil|undefined|unknown|no card)$/i;

/** Whether a text stands for a number that is not there, blank or in words. */
export function saysNothing(text: string): boolean {
	return NOTHING.test(text.trim());
}
