import type { IDataObject } from 'n8n-workflow';
import { kindIn, otherKindIn } from '../answers/lists';
import { arePartsOfOne } from '../questions/batteries';
import { dateFormsIn, type DateForm } from '../records/dateForms';
import type { ReadEndpoint } from '../endpoints';
import { findForms, recordsWithin, type Form } from '../records/forms';
import { isPart } from '../answers/parts';
import { readZone } from '../questions/site';
import { isObject, plainText } from '../text/text';
import type { Answer } from '../transport';
import { findUnclear } from './unclear';

/** Something that an answer shows of its form. */
export interface Finding {
	/** Of what the reference leaves open, e.g. keys=allCapital; docs/readings.md has them all. */
	reading?: string;
	/** What is otherwise than in the reference, in words. */
	remark?: string;
}

/** An answer that holds records. */
export interface Seen {
	endpoint: ReadEndpoint;
	value?: string | number;
	answer: Answer;
	/** All that was listed. */
	list: unknown[];
	/** Those of it that can be used. */
	records: IDataObject[];
}

/** Words that stand in values: a property with such a name may be somebody's. */
export type Words = () => Set<string>;

/** What other answers say. */
export interface Neighbours {
	/** The names of the site's doors, as they are. */
	doors: string[];
	/** The IDs of its users. */
	users: unknown[];
	/** All words in the values of the answers, in small letters. */
	words: Words;
}

/** In which form an answer came. */
export interface FormSeen {
	findings: Finding[];
	spelling: string[];
	/** e.g. hw_time: utc */
	dates: string[];
	/** What could not be read. */
	unread: string[];
}

/** Says in which form an answer came: how it is written, and what its endpoint does. */
export function checkForm(seen: Seen, neighbours: Neighbours): FormSeen {
	const forms = [...findForms(seen.answer.came)].filter(
		(form, _, all) => form !== 'capitalOnTop' || !all.includes('capitalWithin'),
	);
	const dates = datesIn(seen);
	const others = seen.list.length - seen.records.length;
	const unreadable = dates.filter(([, form]) => form === 'unreadable').map(([name]) => name);
	return {
		spelling: forms.map((form) => SPELLINGS[form].says),
		dates: dates.map(([name, form]) => `${name}: ${form}`),
		unread: [...unreadable, ...(others > 0 ? [`${others} records`] : [])],
		findings: [
			...forms.map((form) => SPELLINGS[form]),
			...dates.flatMap(([name, form]) => checkDate(seen.endpoint, name, form)),
			...CHECKS.flatMap((check) => check(seen, neighbours) ?? []),
			...findUnclear(seen.endpoint, seen.records).map((remark) => ({ remark })),
		],
	};
}

const differs = (says: string, reading?: string) => ({
	says,
	reading,
	remark: `There are ${says}`,
});

const SPELLINGS: Record<Form, Finding & { says: string }> = {
	capitalOnTop: differs('capital keys on top', 'keys=topCapital'),
	capitalWithin: differs('capital keys', 'keys=allCapital'),
	otherName: differs('names of properties in another spelling', 'keys=camelCase'),
	twiceNamed: differs('properties in two spellings, with two values'),
	numberAsText: differs('numbers as text', 'numbers=text'),
	booleanAsNumber: differs('booleans as 0 or 1', 'booleans=number'),
	booleanAsText: differs('booleans as text', 'booleans=text'),
	booleanAsWord: differs('booleans as words such as yes and no', 'booleans=yesNo'),
	booleanAsLetter: differs('booleans as letters such as Y and N', 'booleans=letter'),
	digitsAsNumber: differs('digits as numbers, without their leading zeros'),
};

/** Each property with a date, with each form that it has in some record. */
function datesIn({ records }: Seen): Array<[name: string, form: DateForm]> {
	const found = new Map<string, [string, DateForm]>();
	for (const one of records.flatMap(dateFormsIn)) found.set(one.join(), one);
	return [...found.values()];
}

/** Reference, known issues: dates are local or UTC. Its pages show those of delegates as local. */
function checkDate({ holds }: ReadEndpoint, name: string, form: DateForm): Finding[] {
	switch (form) {
		case 'unreadable':
			return [{ reading: `dateForm=${form}`, remark: `The form of '${name}' is not known` }];
		case 'local':
			if (holds === 'event') return [{ reading: 'dateForm=local' }];
			return holds === 'delegate' || holds === 'maintenance' ? [] : [{ reading: 'dates=local' }];
		case 'utc':
			return holds === 'delegate' ? [{ reading: 'dates=utc' }] : [];
		default:
			return [{ reading: `dateForm=${form}`, remark: 'There are dates in another form' }];
	}
}

/** What one sees in an answer, if anything. */
type Check = (seen: Seen, neighbours: Neighbours) => Finding | undefined;

export const NOT_FOUND = 'Lockt did not find a record that its own list shows';

const CHECKS: Check[] = [
	function none({ answer: { status, whole, list, words }, endpoint }) {
		if (list?.length !== 0 && status !== 404) return undefined;
		const { data } = whole;
		if (endpoint.from && endpoint.from.path === endpoint.path && endpoint.holds !== 'event') {
			return { remark: NOT_FOUND };
		}
		if (status === 404) return { reading: 'noRecords=notFound' };
		if (words.length > 0) return { reading: 'noRecords=words' };
		if (data === null) return { reading: 'noRecords=null' };
		if (data === undefined) return { reading: 'noRecords=absent' };
		return Array.isArray(data) ? undefined : { reading: 'noRecords=object' };
	},
	function single({ answer: { whole, list }, endpoint }) {
		const isList = Array.isArray(whole.data);
		if (list?.length !== 1 || isNested(whole, list)) return undefined;
		// Reference, /about: its example is no list.
		if (endpoint.holds === 'about') return isList ? { reading: 'summary=list' } : undefined;
		return isList ? undefined : { reading: 'oneRecord=object' };
	},
	function nesting({ answer }) {
		const { whole, list = [] } = answer;
		const reading = `nesting=${kindIn(answer) === undefined ? 'named' : 'kind'}`;
		return isNested(whole, list) ? { reading } : undefined;
	},
	function copies({ records }) {
		const ids = records.flatMap(({ id }) => (id === undefined ? [] : [id]));
		if (new Set(ids).size === ids.length) return undefined;
		return { reading: 'badRecord=copy', remark: 'Some records come twice' };
	},
	function pending({ endpoint }) {
		return endpoint.pending && { reading: 'pending=released' };
	},
	function otherKind({ endpoint: { path, holds }, answer }) {
		const isOther = holds !== 'anything' && otherKindIn(answer, path) !== undefined;
		return isOther ? { remark: 'There is a list of another kind in the answer' } : undefined;
	},
	function part({ endpoint: { path, filter, value }, answer }) {
		const query = filter !== undefined && value !== undefined ? { [filter]: value } : {};
		if (!answer.list || !isPart(answer, { path, query })) return undefined;
		return { remark: 'Lockt sends but a part of the list: the node takes that for an error' };
	},
	function withoutData({ answer: { list } }) {
		return list ? undefined : { remark: "There is no 'data' in the answer" };
	},
	function unusable({ list, records }) {
		const others = list.filter((one) => !records.includes(one as IDataObject));
		if (others.length === 0) return undefined;
		return {
			reading: `badRecord=${others.includes(null) ? 'null' : 'noId'}`,
			remark: `${others.length} of ${list.length} records have no usable ID, and are left out`,
		};
	},
	function note({ answer: { whole } }) {
		if (whole.result === undefined) return undefined;
		const isWell = /\b(?:ok|true|success\w*)\b/i.test(JSON.stringify(whole.result));
		return { reading: `successNote=${isWell ? 'result' : 'count'}` };
	},
	function contentType({ answer }) {
		if (answer.contentType.includes('json')) return undefined;
		const isPage = answer.contentType.includes('html');
		return {
			...(isPage && { reading: 'contentType=html' }),
			remark: 'It is said to be something else than JSON',
		};
	},
	function eventTime({ endpoint, records: [event] }) {
		if (endpoint.holds !== 'event' || !event) return undefined;
		return { reading: `eventTime=${event.hw_time === undefined ? 'event_time' : 'hw_time'}` };
	},
	function eventsOrder({ endpoint, records }) {
		if (endpoint.holds !== 'event' || records.length < 2) return undefined;
		const ids = records.map(({ id }) => Number(id));
		if (ids.every((id, at) => at === 0 || id < ids[at - 1]!))
			return { reading: 'eventsOrder=newest' };
		if (ids.every((id, at) => at === 0 || id > ids[at - 1]!))
			return { reading: 'eventsOrder=oldest' };
		return { remark: 'The events are in no order, or some come twice' };
	},
	function eventsFrom({ endpoint, value, records, answer }) {
		if (endpoint.holds !== 'event' || value === undefined || answer.status === 404)
			return undefined;
		const ids = records.map(({ id }) => Number(id));
		if (ids.some((id) => id < Number(value))) return { remark: IGNORED };
		return { reading: `eventsFrom=${ids.includes(Number(value)) ? 'at' : 'after'}` };
	},
	function eventNames({ endpoint, records }, { doors }) {
		if (endpoint.holds !== 'event') return undefined;
		const known = new Set(doors);
		const bare = (name: string) => name.trim().toLowerCase();
		const alike = new Set(doors.map(bare));
		const others = records
			.map(({ device }) => plainText(device))
			.filter((device) => !known.has(device) && alike.has(bare(device)));
		const [first] = others;
		if (first === undefined) return undefined;
		return {
			reading: `eventNames=${first === first.trim() ? 'capitals' : 'spaces'}`,
			remark: 'Events spell the names of doors otherwise than the list of doors',
		};
	},
	function userNames({ endpoint: { path, filter }, records: [user] }) {
		if (path !== '/user' || filter || !user) return undefined;
		return { reading: `userNames=${user.first_name === undefined ? 'whole' : 'parts'}` };
	},
	function userCredentials({ endpoint, records: [user] }) {
		if (endpoint.holds !== 'wholeUser' || !user || user.credentials !== undefined) return undefined;
		return endpoint.filter === 'id_num'
			? { reading: 'userCredentials=byId' }
			: { remark: 'A user that is asked for alone comes without credentials' };
	},
	function zone({ endpoint, records: [time] }) {
		if (endpoint.holds !== 'time' || !time) return undefined;
		switch (readZone(time).from) {
			case 'name':
				return undefined;
			case 'contradiction':
				return {
					reading: 'zone=utcName',
					remark:
						"Name, offset and times do not fit together: the site's time zone cannot be told, and dates stay as they came",
				};
			case 'unproven':
				return {
					reading: 'zone=utcName',
					remark:
						"The site's time is said to be that of UTC, and no local time shows it: the site's time zone cannot be told, and dates stay as they came",
				};
			case 'offset':
				return {
					reading: `zone=windows${plainText(time.offset) === '' ? 'Alone' : ''}`,
					remark: "The site's time zone has no IANA name: only its offset counts",
				};
			case 'nothing':
				return {
					remark: "The site's time zone cannot be told: dates stay as they came",
				};
		}
	},
	function batteryLevels({ endpoint: { path, filter }, records }) {
		if (path !== '/doorstate' || filter || !arePartsOfOne(records)) return undefined;
		return {
			reading: 'batteryLevels=partOfOne',
			remark: 'No battery level is above 1: the node takes them for parts of 1',
		};
	},
	function ignoredFlag({ endpoint: { path, flag }, records }, { users }) {
		if (path !== '/user' || !flag || users.length === 0) return undefined;
		const ids = new Set<unknown>(records.map(({ id }) => id));
		if (!users.every((id) => ids.has(id))) return undefined;
		return {
			reading: 'ignoredFilter=userFlags',
			remark: 'All users come, whichever are asked for: the node takes that for an error',
		};
	},
	function ignoredFilter(seen) {
		const { endpoint, value, records } = seen;
		const { filter } = endpoint;
		if (!filter || value === undefined || endpoint.holds === 'event') return undefined;
		const fits = FITS[`${endpoint.path}?${filter}`] ?? sameIn(filter);
		if (records.every((record) => fits(record, value))) return undefined;
		return { reading: `ignoredFilter=${filter}`, remark: IGNORED };
	},
];

/** Whether the list is within `data`, under a name of its own. */
export function isNested({ data }: IDataObject, list: unknown[]): boolean {
	return isObject(data) && list.length > 0 && list[0] !== data;
}

const IGNORED = 'The filter lets others through: the node takes them out where it can tell';

type Fits = (record: IDataObject, value: string | number) => boolean;

const sameIn =
	(name: string): Fits =>
	(record, value) =>
		plainText(record[name]).trim().toLowerCase() === String(value).trim().toLowerCase();

/** Where records tell in another way, or not at all, whether they fit. */
const FITS: Record<string, Fits> = {
	'/doorstate?low_battery': ({ battery_level }, value) =>
		battery_level !== null && Number(battery_level) <= Number(value),
	'/credential?user_id': ({ user }, value) =>
		recordsWithin(user).some(({ id }) => Number(id) === Number(value)),
	'/door?user_id': () => true,
	'/door?id_num': () => true,
	'/object?type': () => true,
};
