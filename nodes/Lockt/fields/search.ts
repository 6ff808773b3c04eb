import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { ask } from '../api/client';
import { LocktError, toFieldError } from '../api/errors';
import { keysFor } from '../api/transport';
import * as kinds from './kinds';
import type { Kind } from './kinds';
import { optionsMethod, searchMethod } from './locator';
import { readRecords } from './records';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

const PAGE = 100;

/** Made once: to compare 50,000 names one by one would take seconds. */
const byName = new Intl.Collator('en', { numeric: true });

/** For how long one answer of Lockt's serves the typing and scrolling of a person. */
const KEEP_MS = 30_000;

/**
 * The list asked for last: Lockt has no pages, so that scrolling through 50,000 users would fetch
 * all of them for every hundred. The key is part of what it is kept under; it never leaves this file.
 */
let kept: { under: string; at: number; items: INodeListSearchItems[] } | undefined;

/** The searches behind all the pickers, by name, e.g. searchAccessLevels. */
export const listSearch: Record<string, Search> = Object.fromEntries(
	Object.values<Kind>(kinds).map((kind) => [searchMethod(kind), searchFor(kind)]),
);

/** The choices of fields that take several, by name, e.g. getAccessLevels. */
export const loadOptions = Object.fromEntries(
	Object.values<Kind>(kinds)
		.filter(({ offers, keys: [first] }) => first.property === 'id' && offers === undefined)
		.map((kind) => [
			optionsMethod(kind),
			async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return listChoices(this, kind);
			},
		]),
);

function searchFor(kind: Kind): Search {
	return async function (filter = '', paginationToken = '0') {
		const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
		const all = await listChoices(this, kind);
		const found = all.filter(({ name }) =>
			words.every((word) => name.toLowerCase().includes(word)),
		);
		const start = Number(paginationToken);
		return {
			results: found.slice(start, start + PAGE),
			...(start + PAGE < found.length && { paginationToken: String(start + PAGE) }),
		};
	};
}

/** All that a person can pick of a kind: the list kept from before, or asked for anew. */
async function listChoices(
	context: ILoadOptionsFunctions,
	kind: Kind,
): Promise<INodeListSearchItems[]> {
	const under = JSON.stringify([searchMethod(kind), await context.getCredentials('locktApi')]);
	const now = Date.now();
	if (kept?.under === under && now - kept.at < KEEP_MS) return kept.items;
	try {
		const items = await readChoices(context, kind);
		kept = { under, at: now, items };
		return items;
	} catch (error) {
		throw toFieldError(context.getNode(), error);
	}
}

/** @throws LocktError where none of those that there are is offered: an empty list would say that there are none */
function offeredOf({ offers, plural }: Kind, records: IDataObject[]): IDataObject[] {
	if (!offers) return records;
	const offered = records.filter(offers.includes);
	if (offered.length > 0 || records.length === 0) return offered;
	throw new LocktError(
		`None of the ${records.length} ${plural} that Lockt lists are ${offers.called}`,
		'If one is all the same, give its ID',
	);
}

/** All that a person can pick of a kind, as Lockt has it now. */
export async function readChoices(
	context: ILoadOptionsFunctions,
	kind: Kind,
): Promise<INodeListSearchItems[]> {
	const records = offeredOf(kind, await readRecords(context, kind, {}, ask));
	const { inData: hide } = await keysFor(context);
	return records
		.map((record) => ({
			// n8n shows one line: what tells two of the same name apart must be on it, too.
			name: hide([kind.title(record), kind.detail(record)].filter(Boolean).join(' · ')),
			value: record[kind.keys[0].property] as string | number,
		}))
		.sort((a, b) => byName.compare(a.name, b.name));
}
