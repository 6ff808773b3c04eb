import type { IDataObject, INodeProperties, IPollFunctions } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { wholeNumber } from '../api/values';
import { filters, options } from '../fields/collections';
import { textFilter, readTexts, type Texts } from '../fields/eventTexts';
import { doorByName, locationByName, schedule, user, type Kind } from '../fields/kinds';
import { locator, picked, type Picked } from '../fields/locator';
import type { Measure } from './decisions/lowBattery';

/** What can start the workflow. */
export type Cause =
	'accessDenied' | 'accessGranted' | 'batteryRecovered' | 'doorEvent' | 'lowBattery';

const BLANK = { mode: 'list', value: '' };

const EVENTS: Cause[] = ['accessDenied', 'accessGranted', 'doorEvent'];
const BATTERIES: Cause[] = ['batteryRecovered', 'lowBattery'];

const shownFor = (causes: Cause[]) => ({ show: { '/triggerOn': causes } });

/** A filter by several records. */
const several = (
	displayName: string,
	name: string,
	kind: Kind,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: `Add ${kind.label}`,
	default: {},
	description,
	options: [
		{
			displayName: kind.label,
			name: 'values',
			values: [{ ...locator(kind, description), required: false }],
		},
	],
});

/** The fields of the trigger. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Access Denied',
				value: 'accessDenied',
				description: 'When somebody is turned away at a door',
			},
			{
				name: 'Access Granted',
				value: 'accessGranted',
				description: 'When somebody is let in at a door',
			},
			{
				name: 'Battery Recovered',
				value: 'batteryRecovered',
				description: "When a door's battery that ran low was changed",
			},
			{
				name: 'Door Event',
				value: 'doorEvent',
				description: 'When someone was let in or turned away, or anything else happened at a door',
			},
			{
				name: 'Low Battery',
				value: 'lowBattery',
				description: "When a door's battery runs low: once for each door, until it was changed",
			},
		],
		default: ['doorEvent'],
	},
	{
		displayName: 'Battery Threshold',
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 95 },
		default: 20,
		placeholder: 'e.g. 20',
		displayOptions: { show: { triggerOn: BATTERIES } },
		description: 'A battery is low when it has this many percent left or fewer',
	},
	filters(
		textFilter('cardNumber'),
		textFilter('category'),
		textFilter('code'),
		several('Doors', 'doors', doorByName, 'Only these doors'),
		several('Locations', 'locations', locationByName, 'Only doors at these locations'),
		{
			...locator(schedule, 'Only events outside this schedule, by the time of the site'),
			displayName: 'Outside Schedule',
			name: 'outsideSchedule',
			required: false,
		},
		several('People', 'people', user, 'Only events of these people'),
		textFilter('subcode'),
	),
	options(
		{
			displayName: 'After a Crash',
			name: 'afterCrash',
			type: 'options',
			options: [
				{
					name: 'Skip',
					value: 'skip',
					description: 'Go on with what is new',
				},
				{
					name: 'Replay Last Batch',
					value: 'replay',
					description:
						"At every start of n8n send the last items again, marked 'redelivered': a crash may have stopped their run",
				},
			],
			default: 'skip',
			description: 'What to do with the last items when n8n starts',
		},
		{
			displayName: 'Alert on Doors Already Low',
			name: 'alertAlreadyLow',
			type: 'boolean',
			default: true,
			displayOptions: shownFor(['lowBattery']),
			description:
				'Whether to start with the doors whose battery is low when the workflow is published',
		},
		{
			displayName: 'Report Gaps',
			name: 'reportGaps',
			type: 'boolean',
			default: false,
			displayOptions: shownFor(EVENTS),
			description:
				'Whether to put out an item when events may be missing, as Lockt no longer had them',
		},
		{
			displayName: 'Late Events (Minutes)',
			name: 'lateMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 60 },
			default: 5,
			placeholder: 'e.g. 5',
			displayOptions: shownFor(EVENTS),
			description: 'For how long to look out for events that Lockt shows after newer ones',
		},
		{
			displayName: 'Re-Arm Margin',
			name: 'margin',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 50 },
			default: 5,
			placeholder: 'e.g. 5',
			displayOptions: shownFor(BATTERIES),
			description:
				'A battery counts as changed when it is more than this many percent above the threshold',
		},
		{
			displayName: 'Remind Every (Days)',
			name: 'remindDays',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 365 },
			default: 0,
			placeholder: 'e.g. 7',
			displayOptions: shownFor(['lowBattery']),
			description: 'After how many days to tell again of a battery that is still low. 0: never.',
		},
	),
];

/** What a person chose, checked. */
export interface Settings {
	causes: Set<Cause>;
	watchesEvents: boolean;
	watchesBatteries: boolean;
	measure: Measure;
	/** Names; undefined for any. */
	doors?: string[];
	locations?: string[];
	people?: Picked[];
	texts: Texts;
	outsideSchedule?: string;
	replays: boolean;
	reportsGaps: boolean;
	overlapMs: number;
}

/** @throws LocktError when one of the fields cannot be understood */
export function settingsOf(context: IPollFunctions): Settings {
	const causes = new Set([context.getNodeParameter('triggerOn', []) as Cause | Cause[]].flat());
	if (causes.size === 0) {
		throw new LocktError("'Trigger On' is blank", 'Choose what shall start the workflow');
	}
	const filtered = context.getNodeParameter('filters', {}) as IDataObject;
	const chosen = context.getNodeParameter('options', {}) as IDataObject;
	const number = (value: unknown, field: string, min: number, max: number, otherwise: number) =>
		wholeNumber(value, field, { min, max }) ?? otherwise;
	const all = (kind: Kind, name: string): Picked[] | undefined => {
		const { values = [] } = (filtered[name] ?? {}) as { values?: IDataObject[] };
		const list = values.map((entry) => picked(kind, () => entry[kind.name] ?? BLANK));
		return list.length > 0 ? list : undefined;
	};
	const names = (list?: Picked[]) => list?.map(({ value }) => value);
	return {
		causes,
		watchesEvents: EVENTS.some((cause) => causes.has(cause)),
		watchesBatteries: BATTERIES.some((cause) => causes.has(cause)),
		measure: {
			threshold: number(context.getNodeParameter('threshold', 20), 'Battery Threshold', 1, 95, 20),
			margin: number(chosen.margin, 'Re-Arm Margin', 0, 50, 5),
			remindDays: number(chosen.remindDays, 'Remind Every (Days)', 0, 365, 0),
			tellFirst: chosen.alertAlreadyLow !== false,
		},
		doors: names(all(doorByName, 'doors')),
		locations: names(all(locationByName, 'locations')),
		people: all(user, 'people'),
		texts: readTexts(filtered),
		...(filtered.outsideSchedule !== undefined && {
			outsideSchedule: picked(
				{ ...schedule, label: 'Outside Schedule' },
				() => filtered.outsideSchedule,
			).value,
		}),
		replays: chosen.afterCrash === 'replay',
		reportsGaps: chosen.reportGaps === true,
		overlapMs: number(chosen.lateMinutes, 'Late Events (Minutes)', 0, 60, 5) * 60_000,
	};
}
