import type { IDataObject } from 'n8n-workflow';
import { LocktError, unlessMissing } from '../api/errors';
import type { Listed } from '../api/questions/records';
import { joinSentences, quote, withArticle } from '../api/text/text';
import { refuseLookAlikes } from './digits';
import type { Key, Kind } from './kinds';
import { findTorn, mayHave, refuseTorn, tellsAll } from './records';

/**
 * Those that have the value of a key. That there is none, only an answer says that shows the key of everybody in it.
 *
 * @param ask what Lockt says when it is asked for those of a value
 * @param advice what can be done, beside what always can, where it is not clear whether there is one
 * @throws LocktError where it is not clear, or another one may be meant
 */
export async function findBy(
	kind: Kind,
	key: Key,
	value: string,
	ask: (value: string) => Promise<Listed>,
	advice?: string,
): Promise<IDataObject[]> {
	const answer = await ask(value);
	const found = answer.records.filter(mayHave(key.property, value));
	refuseTorn(kind, found, findTorn(kind, answer.records));
	const askFor = async (other: string) => (await unlessMissing(ask(other)))?.records ?? [];
	await refuseLookAlikes(kind, key, value, found, askFor);
	if (found.length > 0 || tellsAll(kind, key.property, answer)) return found;
	throw unclearError(kind, key.label, value, advice);
}

/** What to say where Lockt does not show of all that it sent whether they have a value. */
export function unclearError(
	{ noun, plural }: Kind,
	label: string,
	value: string,
	advice = '',
): LocktError {
	return new LocktError(
		`It is not clear whether there is ${withArticle(noun)} with ${label} ${quote(value)}: Lockt sent ${plural} that do not show it`,
		joinSentences(
			`Try again in a few minutes. If it keeps happening, give the ID of the ${noun}, or ask Lockt support`,
			advice,
		),
	);
}
