const NONE =
	/^\W*(?:there (?:are|is|was|were) )?no (?:matching )?([a-z]{1,20}(?:[ -][a-z]{1,20})??)(?: (?:found|available|returned|exists?)| (?:was|were) (?:found|returned))?\W*$/i;

/** Whatever it is that there is none of. */
const ANYTHING = ['record', 'data', 'result', 'row', 'entrie', 'item', 'matche'];

/**
 * Whether words say that there is none of what was asked for, rather than of anything else,
 * e.g. No users found, for /user
 */
export function saysNone(words: string, path: string): boolean {
	const [, noun = ''] = NONE.exec(words) ?? [];
	const name = noun.toLowerCase().replace(/[ -]|s$/g, '');
	return name !== '' && (ANYTHING.includes(name) || path.startsWith(`/${name}`));
}
