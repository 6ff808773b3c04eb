import type { IDataObject } from 'n8n-workflow';
import { errorTexts } from '../answers/said';
import { otherKindIn } from '../answers/lists';
import type { ReadEndpoint } from '../endpoints';
import { LocktError } from '../errors';
import {
	checkForm,
	isNested,
	NOT_FOUND,
	type Finding,
	type Neighbours,
	type Seen,
} from './findings';
import { CONTRADICTORY } from '../records/forms';
import { compareProperties } from './propertyCheck';
import { isUsable } from '../questions/records';
import { readZone } from '../questions/site';
import { isObject } from '../text/text';
import type { Answer } from '../transport';
import { keepKnownWords } from '../records/vocabulary';

/** An endpoint that was asked once, and what came of it. */
export interface Asked {
	endpoint: ReadEndpoint;
	/** What its filter was given. */
	value?: string | number;
	/** The error where no answer came. */
	answer: Answer | LocktError;
	/** From the question to the end of the answer. */
	milliseconds: number;
}

/**
 * What is to be said of one endpoint: of the form of its answer alone, never a value from it, so that
 * it may be shown to anybody.
 */
export interface Inspection extends IDataObject {
	/** e.g. GET /user?id= */
	endpoint: string;
	verdict: 'Understood' | 'Understood, with remarks' | 'Not understood' | 'Not asked';
	remarks: string;
	/** The HTTP status; null where no answer came. */
	status: number | null;
	/** e.g. array of records */
	shape: string;
	/** How many there are, those that cannot be used included. */
	records: number;
	/** How names and values are written, where the reference has them otherwise. */
	spelling: string;
	/** How dates are written, e.g. hw_time: utc */
	dates: string;
	/** Of what the reference leaves open, what this answer shows. */
	readings: string;
	unknownFields: string;
	missingFields: string;
	unread: string;
	milliseconds: number;
}

/** Says of an answer which form it has. @param neighbours what other answers say */
export function inspectAnswer(asked: Asked, neighbours: Neighbours): Inspection {
	const { endpoint, answer, milliseconds } = asked;
	const blank = { ...blankInspection(endpoint), milliseconds };
	if (answer instanceof LocktError) {
		const remarks = 'No answer came: the connection broke, or it took too long';
		return { ...blank, verdict: 'Not understood', remarks, shape: 'no answer' };
	}
	const { status } = answer;
	const shape = nameShape(asked, answer);
	if (answer.problem && !saysNone(endpoint, answer)) {
		const { findings, isClear } = inspectRefusal(endpoint, answer);
		const verdict = isClear ? 'Understood, with remarks' : 'Not understood';
		return { ...blank, ...sum(findings), status, shape, verdict };
	}

	const seen = readSeen(asked, answer);
	const properties = compareProperties(endpoint.holds, seen.records, neighbours.words);
	const form = checkForm(seen, neighbours);
	const { remarks, readings } = sum([...form.findings, ...properties.findings]);
	const verdict = !isUnderstood(seen)
		? 'Not understood'
		: remarks === ''
			? 'Understood'
			: 'Understood, with remarks';
	return {
		...blank,
		verdict,
		remarks,
		status,
		shape,
		records: seen.list.length,
		spelling: form.spelling.join(', '),
		dates: form.dates.join(', '),
		readings,
		unknownFields: properties.unknown.join(', '),
		missingFields: properties.missing.join(', '),
		unread: form.unread.join(', '),
	};
}

/** What is said of an endpoint that could not be asked. */
export function notAsked(endpoint: ReadEndpoint): Inspection {
	const remarks = `No record was listed whose '${endpoint.from?.property ?? ''}' could be asked for`;
	return { ...blankInspection(endpoint), verdict: 'Not asked', remarks };
}

function blankInspection({ path, flag, filter }: ReadEndpoint): Inspection {
	const query = filter ? `?${filter}=` : flag ? `?${flag}` : '';
	return {
		endpoint: `GET ${path}${query}`,
		verdict: 'Understood',
		remarks: '',
		status: null,
		shape: '',
		records: 0,
		spelling: '',
		dates: '',
		readings: '',
		unknownFields: '',
		missingFields: '',
		unread: '',
		milliseconds: 0,
	};
}

function sum(findings: Finding[]): Pick<Inspection, 'remarks' | 'readings'> {
	const join = (texts: Array<string | undefined>, separator: string) =>
		[...new Set(texts.filter((text) => text !== undefined))].join(separator);
	return {
		remarks: join(
			findings.map(({ remark }) => remark),
			'. ',
		),
		readings: join(
			findings.map(({ reading }) => reading),
			', ',
		),
	};
}

/** Whether an answer says that a list is empty by being none. */
function saysNone({ filter, from, pending }: ReadEndpoint, { status, problem }: Answer): boolean {
	const asksForOne = filter !== undefined && from !== undefined;
	return status === 404 && problem?.facts.saysMissing === true && !asksForOne && !pending;
}

/** The time zone of the site is said, and cannot be used. */
const NO_ZONE = new Set<string>(['contradiction', 'unproven']);

/** Whether the node can use what came. */
function isUnderstood({ endpoint, answer, list, records }: Seen): boolean {
	if (answer.status === 404) return true;
	const [first] = records;
	if (otherKindIn(answer, endpoint.path) && endpoint.holds !== 'anything') return false;
	if (endpoint.holds === 'time' && first && NO_ZONE.has(readZone(first).from)) return false;
	if (!answer.list) return endpoint.holds === 'anything';
	return list.length === 0 || records.length > 0;
}

function readSeen({ endpoint, value }: Asked, answer: Answer): Seen {
	const list = answer.list ?? (endpoint.holds === 'anything' ? [answer.whole] : []);
	const records = list.filter((one): one is IDataObject =>
		hasIds(endpoint) ? isUsable(one, endpoint) : isObject(one),
	);
	return { endpoint, value, answer, list, records };
}

/** Those of which the node puts out records, and not one thing that the site has. */
function hasIds({ holds }: ReadEndpoint): boolean {
	return !['anything', 'about', 'time', 'credentialSummary', 'objectType', 'property'].includes(
		holds,
	);
}

function nameShape({ endpoint }: Asked, answer: Answer): string {
	if (answer.problem && saysNone(endpoint, answer)) return 'empty: status 404';
	if ('unread' in answer) return nameUnread(answer.unread);
	if (answer.problem)
		return `refused: ${keepKnownWords(errorTexts(answer).join('; ')) || 'no words'}`;
	const { data } = answer.whole;
	if (Array.isArray(data)) return data.length > 0 ? 'array of records' : 'empty: []';
	if (data === null) return 'empty: null';
	if (data === undefined) return answer.list ? 'empty: no data' : 'an object without data';
	if (!isObject(data)) return `data that is a ${typeof data}`;
	if (answer.list?.length === 0) {
		return Object.keys(data).length > 0 ? 'empty: words or a list in data' : 'empty: {}';
	}
	return isNested(answer.whole, answer.list ?? [])
		? 'array of records within data'
		: 'object of one record';
}

function nameUnread(body: unknown): string {
	if (body === undefined) return 'nested too deeply';
	if (typeof body !== 'string') return 'JSON that is no object';
	if (body === CONTRADICTORY) return CONTRADICTORY;
	if (body.trim() === '') return 'nothing';
	return /^\s*</.test(body) ? 'a web page' : 'text that is no JSON';
}

/** What to say of a refusal, and whether it is clear that it is Lockt's. */
function inspectRefusal(
	{ pending, from }: ReadEndpoint,
	answer: Answer,
): { findings: Finding[]; isClear: boolean } {
	const { status, whole } = answer;
	const words = errorTexts(answer);
	const isClear = !('unread' in answer && status !== 404) && status < 500 && status >= 200;
	if (!isClear || (status >= 300 && status < 400)) {
		return { findings: [{ remark: 'This is no answer of the Lockt API' }], isClear: false };
	}
	const findings: Finding[] = [{ remark: nameRefusal(answer, from !== undefined, pending) }];
	if (words.length > 0) findings.push({ reading: `errorForm=${nameErrorForm(whole)}` });
	if (words.length > 0 && status === 200) findings.push({ reading: 'errorStatus=200' });
	if (status === 404 && pending) findings.push({ reading: 'pending=notReleased' });
	return { findings, isClear };
}

function nameRefusal(
	{ status, problem }: Answer,
	asksForOne: boolean,
	pending: true | undefined,
): string {
	if (status === 404 && pending) {
		return 'Marked as pending release in the reference, and not there yet';
	}
	if (asksForOne && problem?.facts.saysMissing) return NOT_FOUND;
	if (status === 404) return 'Lockt does not know this endpoint';
	if (status === 401 || status === 403) return 'Lockt does not allow this to the API user';
	if (status === 429) return 'Lockt is getting too many requests. Run this again later';
	return 'Lockt refused the question';
}

function nameErrorForm({ data, error }: IDataObject): string {
	if (Array.isArray(data)) return 'list';
	if (data !== undefined) return 'data';
	return error === undefined ? 'result' : 'bare';
}
