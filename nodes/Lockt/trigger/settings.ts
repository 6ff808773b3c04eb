import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { identifyAccount } from '../api/guard/account';
import { accountOf } from '../api/transport';
import { readTexts, type Texts } from '../fields/eventTexts';
import { chosenOptions } from '../fields/collections';
import { door, location, schedule, userToWatch, type Kind } from '../fields/kinds';
import { picked, type Picked } from '../fields/locator';
import { checkParameters } from '../fields/parameters';
import type { Cause } from './causes';
import type { Measure } from './decisions/lowBattery';
import type { Change } from './decisions/personChanges';
import type { Rule } from './decisions/repeatedDenials';
import { daysBefore, fields, personChanges, threshold, triggerOptions } from './fields';
import { fingerprint } from '../api/text/fingerprint';

/** What a person chose, checked. */
export interface Settings {
	causes: Set<Cause>;
	measure: Measure;
	/** Undefined for any. */
	doors?: Picked[];
	locations?: Picked[];
	people?: Picked[];
	texts: Texts;
	/** The ID of a schedule. */
	outsideSchedule?: string;
	/** How many denials within how many seconds are told, of one card or at one door. */
	denials: Rule & { by: 'card' | 'door' };
	/** Whether events say more of whoever they are about. */
	addsPerson: boolean;
	/** Which changes of people are told. */
	personChanges: Set<Change>;
	/** How often people are looked at. */
	checkPeopleMinutes: number;
	/** How many days before it ends that is told of access. */
	daysBefore: number;
	replays: boolean;
	reportsGaps: boolean;
	/** Whether items have what most people need, and nothing more. */
	simplifies: boolean;
	overlapMs: number;
	/** How far back a start of n8n looks for events; 0 for as far as Lockt has them. */
	catchUpMs: number;
	/** Changes with the Lockt account: a fingerprint. */
	site: string;
}

/** What the options hold. */
interface Options {
	addPerson: boolean;
	afterCrash: 'skip' | 'replay';
	alertAlreadyLow: boolean;
	catchUpHours: number;
	checkPeopleMinutes: number;
	countBy: 'card' | 'door';
	denialMinutes: number;
	denials: number;
	lateMinutes: number;
	margin: number;
	remindDays: number;
	reportGaps: boolean;
}

/** @throws LocktError when one of the fields cannot be understood */
export async function readSettings(context: IPollFunctions): Promise<Settings> {
	const parameter = checkParameters(fields, context.getNode(), (name) =>
		context.getNodeParameter(name),
	);
	const filters = parameter('filters', {}) as IDataObject;
	const options = chosenOptions(triggerOptions, parameter) as unknown as Options;
	return {
		causes: new Set(parameter('triggerOn') as Cause[]),
		measure: {
			threshold: parameter('threshold', threshold.default) as number,
			margin: options.margin,
			remindDays: options.remindDays,
			tellFirst: options.alertAlreadyLow,
		},
		doors: readPicked(filters.doors, door),
		locations: readPicked(filters.locations, location),
		people: readPicked(filters.people, userToWatch),
		texts: readTexts(filters),
		outsideSchedule: readSchedule(filters.outsideSchedule),
		addsPerson: options.addPerson,
		denials: {
			by: options.countBy,
			count: options.denials,
			within: options.denialMinutes * 60,
		},
		personChanges: new Set(parameter('personChanges', personChanges.default) as Change[]),
		checkPeopleMinutes: options.checkPeopleMinutes,
		daysBefore: parameter('daysBefore', daysBefore.default) as number,
		replays: options.afterCrash === 'replay',
		reportsGaps: options.reportGaps,
		simplifies: parameter('simplify', true) as boolean,
		overlapMs: options.lateMinutes * 60_000,
		catchUpMs: options.catchUpHours * 3_600_000,
		site: await fingerprintSite(context),
	};
}

/** What was picked in a filter by several records; undefined where it was not added. */
function readPicked(filter: unknown, kind: Kind): Picked[] | undefined {
	if (filter === undefined) return undefined;
	const { values } = filter as { values: IDataObject[] };
	return values.map((entry) => picked(kind, () => entry[kind.name]));
}

function readSchedule(filter: unknown): string | undefined {
	if (filter === undefined) return undefined;
	return picked({ ...schedule, label: 'Outside Schedule' }, () => filter).value;
}

async function fingerprintSite(context: IPollFunctions): Promise<string> {
	return fingerprint(...identifyAccount(await accountOf(context)));
}
