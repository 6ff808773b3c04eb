const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	// In pairs, n8n takes them for the marks of code.
	'`': '&#96;',
	'\n': '<br>',
};

/** A text for where n8n shows HTML: a person reads it as it is, whatever Lockt or an item has put in it. */
export function toHtml(text: string): string {
	return text.replace(/[&<>`\n]/g, (character) => ENTITIES[character]!);
}

/**
 * A text that n8n shows as text in one place and as HTML in another: nothing in it begins a tag or an
 * entity, and a person reads it all the same. Of what looks like a tag, n8n would leave nothing in its
 * pop-ups, whatever follows the sign; in an entity, a word joiner takes no room.
 */
export function withoutHtml(text: string): string {
	return text.replace(/<(?=[a-z/!?])/gi, '‹').replace(/&(?=[a-z#])/gi, '&\u2060');
}
