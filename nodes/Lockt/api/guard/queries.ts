import { type ReadEndpoint, reads } from '../endpoints';
import { LocktError } from '../errors';
import { quote } from '../text/text';
import { acts, actsIn, DOORS, VERBS } from './acting';
import { bare, decodeFully } from './names';
import { ASK_OWNER, type Permissions } from './wanted';

/** What nobody named may do more than read: it needs All, and then a plain address and query. */
export function readRefusal(
	path: string,
	query: string,
	{ changes }: Permissions,
): LocktError | undefined {
	const here = reads.filter((read) => read.path === path);
	const others = query.split('&').filter((pair) => pair !== '' && !isFilterOf(here, pair));
	const acting = refuseWords(others.join('&'));
	if (acting) return acting;
	if (changes === 'all') return here.length > 0 ? undefined : actsIn(path);
	const unknown = others.find((pair) => !isPlainWordOf(here, pair));
	if (here.length > 0 && unknown === undefined) return undefined;
	const what = here.length > 0 ? `the query ${quote(decodeFully(unknown!))}` : 'unknown requests';
	return new LocktError(
		`The Lockt credential does not allow ${what}: only 'Changes' All does`,
		ASK_OWNER,
	);
}

/** A filter that a read is known by. Its value may be any text that does not go on as a query does. */
function isFilterOf(here: ReadEndpoint[], pair: string): boolean {
	const isNamed = here.some(({ filter }) => filter !== undefined && pair.startsWith(`${filter}=`));
	return isNamed && !pair.includes(';') && !/[&;][^&;]*=/.test(decodeFully(pair));
}

/** A flag that a read is known by, or which page of the answer is wanted, and in what form. */
function isPlainWordOf(here: ReadEndpoint[], pair: string): boolean {
	const isFlag = here.some(({ flag }) => flag !== undefined && pair.replace(/=$/, '') === flag);
	return isFlag || /^(?:page|per_?page|page_?size|limit|offset|format)=\w*$/i.test(pair);
}

/** Words by which a server may take a request for another one. */
export const OVERRIDES = /method|verb|override/i;

/** The words of a query that do something: as names, as values, and as what a server may make of a value. */
export function refuseWords(query: string): LocktError | undefined {
	const pairs = query
		.split(/[&;]/)
		.flatMap((pair) => decodeFully(pair).split(/[&;]/))
		.map((pair) => pair.split('='));
	const isBad = (name: string) =>
		acts(name) || OVERRIDES.test(bare(name)) || DOORS.test(bare(name));
	const word = pairs.find(([name = '', ...values]) => isBad(name) || values.some(isCommand))?.[0];
	return word === undefined
		? undefined
		: new LocktError(
				`The query ${quote(word)} would change what the request does`,
				'Nothing was sent to Lockt. Remove it',
			);
}

/** A value that says what to do, such as openDoor or deleted; Open Office and Copenhagen are names. */
export function isCommand(value: string): boolean {
	if (/unlock/i.test(bare(value))) return true;
	const plain = value.normalize('NFKC').trim();
	const words = /^[\w-]{1,20}$/.test(plain) ? plain.split(/[_-]|(?<=[a-z])(?=[A-Z])/) : [];
	return words.some((word) => word.search(VERBS) === 0);
}

export function brokenQuery(): LocktError {
	return new LocktError(
		'The query of the request cannot be read for sure',
		"Nothing was sent to Lockt. Write '%' as '%25' in it",
	);
}
