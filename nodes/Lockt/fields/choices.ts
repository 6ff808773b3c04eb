import { plainText, shortenValue } from '../api/text/text';
import { LocktError, missingError } from '../api/errors';
import type { Kind } from './kinds';
import type { Lookups } from './lookups';

/** So many of them are named. */
const MOST_NAMED = 10;

/** So much of each name is shown. */
const LONGEST = 40;

/** Of each run, by kind: ten thousand rows may name what is not there. */
const said = new WeakMap<Lookups, Map<string, Promise<string>>>();

/** What there is of a kind, to be said where a name is none of it; nothing where Lockt does not say. */
export function sayChoices(kind: Kind, lookups: Lookups): Promise<string> {
	const ofRun = said.get(lookups) ?? new Map<string, Promise<string>>();
	said.set(lookups, ofRun);
	const choices = ofRun.get(kind.path) ?? listChoices(kind, lookups);
	ofRun.set(kind.path, choices);
	return choices;
}

/** What to say where nothing has the name that was picked: it names what there is. */
export async function missingNameError(
	kind: Kind,
	label: string,
	name: string,
	lookups: Lookups,
): Promise<LocktError> {
	const { message, description, facts } = missingError(kind.noun, label, name);
	return new LocktError(message + (await sayChoices(kind, lookups)), description, facts);
}

async function listChoices(kind: Kind, lookups: Lookups): Promise<string> {
	const records = await readAll(kind, lookups);
	if (!records) return '';
	const offered = records.filter(kind.offers?.includes ?? (() => true));
	const all = [...new Set(offered.map((one) => plainText(kind.title(one))).filter(Boolean))];
	if (all.length === 0) return '; there are none';
	const names = all.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
	const named = names.slice(0, MOST_NAMED).map((name) => `'${shortenValue(name, LONGEST)}'`);
	const more = names.length > named.length ? ` and ${names.length - named.length} more` : '';
	return `; there are: ${named.join(', ')}${more}`;
}

/** What is wrong is known without them. */
async function readAll(kind: Kind, lookups: Lookups) {
	try {
		return await lookups.readAll(kind);
	} catch {
		return undefined;
	}
}
