/** With what servers say that there is no card, number or name: zeros alone are none either. */
const NOTHING = /^(?:0*|-1|[-–—.]+|n\/?a|none|null|nil|undefined|unknown|no card)$/i;

/** What people write where a number is to come. */
const TO_COME =
	/^(?:n\.a\.?|na|nan|x+|tb[acd]|pending|later|open|missing|none yet|not yet|no id)$/i;

/** Whether a text stands in for a number that is not there: who has it is not who is meant. */
export function isStandIn(text: string): boolean {
	return saysNothing(text) || TO_COME.test(text.trim()) || !/[\p{L}\p{N}]/u.test(text);
}

/** Whether a text stands for something that is not there: blank, in words, or as the parts of a name, e.g. "null, null". */
export function saysNothing(text: string): boolean {
	return text.split(',').every((part) => NOTHING.test(part.trim()));
}
