import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { accountOf, identifyAccount } from '../api/transport';
import { optionalNumber } from '../api/values';
import { readTexts, type Texts } from '../fields/eventTexts';
import { doorByName, locationByName, schedule, user, type Kind } from '../fields/kinds';
import { picked, type Picked } from '../fields/locator';
import type { Cause } from './causes';
import type { Measure } from './decisions/lowBattery';
import { NUMBERS } from './fields';
import { fingerprint } from './identity';

/** What a person chose, checked. */
export interface Settings {
	causes: Set<Cause>;
	measure: Measure;
	/** Names; undefined for any. */
	doors?: string[];
	locations?: string[];
	people?: Picked[];
	texts: Texts;
	/** The ID of a schedule. */
	outsideSchedule?: string;
	replays: boolean;
	reportsGaps: boolean;
	overlapMs: number;
	/** Changes with what is chosen and filtered: a fingerprint. */
	view: string;
	/** Changes with the Lockt account: a fingerprint. */
	site: string;
}

/** @throws LocktError when one of the fields cannot be understood */
export async function readSettings(context: IPollFunctions): Promise<Settings> {
	const causes = readCauses(context);
	const threshold = context.getNodeParameter('threshold', NUMBERS.threshold.standard);
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		causes,
		measure: {
			threshold: readNumber('threshold', threshold),
			margin: readNumber('margin', options.margin),
			remindDays: readNumber('remindDays', options.remindDays),
			tellFirst: options.alertAlreadyLow !== false,
		},
		doors: readNames(filters.doors, doorByName),
		locations: readNames(filters.locations, locationByName),
		people: readPicked(filters.people, user),
		texts: readTexts(filters),
		outsideSchedule: readSchedule(filters.outsideSchedule),
		replays: options.afterCrash === 'replay',
		reportsGaps: options.reportGaps === true,
		overlapMs: readNumber('lateMinutes', options.lateMinutes) * 60_000,
		view: fingerprintView(context),
		site: await fingerprintSite(context),
	};
}

function readCauses(context: IPollFunctions): Set<Cause> {
	const causes = new Set([context.getNodeParameter('triggerOn', []) as Cause | Cause[]].flat());
	if (causes.size > 0) return causes;
	throw new LocktError("'Trigger On' is blank", 'Choose what shall start the workflow');
}

function readNumber(name: keyof typeof NUMBERS, value: unknown): number {
	const { label, min, max, standard } = NUMBERS[name];
	return optionalNumber(value, label, { min, max }) ?? standard;
}

/** What was picked in a filter by several records; undefined where it is not there, or has none. */
function readPicked(filter: unknown, kind: Kind): Picked[] | undefined {
	const { values = [] } = (filter ?? {}) as { values?: IDataObject[] };
	const blank = { mode: 'list', value: '' };
	const list = values.map((entry) => picked(kind, () => entry[kind.name] ?? blank));
	return list.length > 0 ? list : undefined;
}

function readNames(filter: unknown, kind: Kind): string[] | undefined {
	return readPicked(filter, kind)?.map(({ value }) => value);
}

function readSchedule(filter: unknown): string | undefined {
	if (filter === undefined) return undefined;
	return picked({ ...schedule, label: 'Outside Schedule' }, () => filter).value;
}

function fingerprintView(context: IPollFunctions): string {
	const { triggerOn, filters } = context.getNode().parameters;
	return fingerprint(triggerOn, filters);
}

async function fingerprintSite(context: IPollFunctions): Promise<string> {
	return fingerprint(...identifyAccount(await accountOf(context)));
}
