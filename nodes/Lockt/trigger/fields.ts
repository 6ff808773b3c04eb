import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { blankFilters, filters, options } from '../fields/collections';
import { textFilter } from '../fields/eventTexts';
import { door, location, schedule, userToWatch, type Kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import { ACCESS_CAUSES, BATTERY_CAUSES, EVENT_CAUSES, PERSON_CAUSES, type Cause } from './causes';

const showFor = (causes: Cause[]) => ({ show: { '/triggerOn': causes } });

/** A filter by several records of a kind. */
const recordsFilter = (
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

/** Shown only where batteries are watched. */
export const threshold: INodeProperties = {
	displayName: 'Battery Threshold (%)',
	name: 'threshold',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 95 },
	default: 20,
	placeholder: 'e.g. 20',
	displayOptions: { show: { triggerOn: BATTERY_CAUSES } },
	description: 'A battery is low when it has this many percent left or fewer',
};

/** Shown only where ends of access are watched. */
export const daysBefore: INodeProperties = {
	displayName: 'Days Before Access Ends',
	name: 'daysBefore',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 365 },
	default: 7,
	placeholder: 'e.g. 7',
	displayOptions: { show: { triggerOn: ACCESS_CAUSES } },
	description:
		'How many days before access ends the workflow starts. What ends within these days when you publish counts as seen.',
};

/** Shown only where people are watched. */
export const personChanges: INodeProperties = {
	displayName: 'Person Changes',
	name: 'personChanges',
	type: 'multiOptions',
	required: true,
	options: [
		{
			name: 'Access Levels Changed',
			value: 'accessLevelsChanged',
			description: 'When a user gets other access levels',
		},
		{
			name: 'Added',
			value: 'added',
			description: 'When there is a user who was not there before',
		},
		{
			name: 'Became Privileged',
			value: 'becamePrivileged',
			description: 'When a user gets access to the Lockt application itself',
		},
		{
			name: 'Disabled',
			value: 'disabled',
			description: 'When a user is disabled',
		},
		{
			name: 'Enabled',
			value: 'enabled',
			description: 'When a user is enabled again',
		},
		{
			name: 'Removed',
			value: 'removed',
			description: 'When a user is no longer there, twice in a row',
		},
	],
	default: [
		...['accessLevelsChanged', 'added', 'becamePrivileged', 'disabled', 'enabled', 'removed'],
	],
	displayOptions: { show: { triggerOn: PERSON_CAUSES } },
	description: 'Which changes of a user start the workflow',
};

/** What few people need to say. */
export const triggerOptions = options(
	{
		displayName: 'Add Person',
		name: 'addPerson',
		type: 'boolean',
		default: false,
		displayOptions: showFor(EVENT_CAUSES),
		description:
			'Whether to look up whoever an event is about: ID, ID number, e-mail, enabled, and until when they have access',
	},
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
		displayOptions: showFor(['lowBattery']),
		description:
			'Whether to start with the doors whose battery is low when the workflow is published',
	},
	{
		displayName: 'Catch Up (Hours)',
		name: 'catchUpHours',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 8760 },
		default: 24,
		placeholder: 'e.g. 24',
		displayOptions: showFor(EVENT_CAUSES),
		description:
			'How old events may be that come when n8n starts after it was down. 0: as old as Lockt has them.',
	},
	{
		displayName: 'Check People Every (Minutes)',
		name: 'checkPeopleMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 15,
		placeholder: 'e.g. 15',
		displayOptions: showFor(PERSON_CAUSES),
		description: 'How often to ask Lockt for all users: a large answer where there are many',
	},
	{
		displayName: 'Count By',
		name: 'countBy',
		type: 'options',
		options: [
			{
				name: 'Card',
				value: 'card',
				description: 'Denials of the same card, at whichever door',
			},
			{
				name: 'Door',
				value: 'door',
				description: 'Denials at the same door, of whichever card',
			},
		],
		default: 'card',
		displayOptions: showFor(['repeatedDenials']),
		description: 'Which denials count together',
	},
	{
		displayName: 'Denials',
		name: 'denials',
		type: 'number',
		typeOptions: { minValue: 2, maxValue: 100 },
		default: 3,
		placeholder: 'e.g. 3',
		displayOptions: showFor(['repeatedDenials']),
		description: 'How many denials start the workflow',
	},
	{
		displayName: 'Denials Within (Minutes)',
		name: 'denialMinutes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 5,
		placeholder: 'e.g. 5',
		displayOptions: showFor(['repeatedDenials']),
		description:
			'Within how many minutes there are so many denials. When as many pass without one, it is over.',
	},
	{
		displayName: 'Late Events (Minutes)',
		name: 'lateMinutes',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 60 },
		default: 5,
		placeholder: 'e.g. 5',
		displayOptions: showFor(EVENT_CAUSES),
		description:
			'How late Lockt may show an event that still starts the workflow: a door that was offline for a moment hands in what happened after the others',
	},
	{
		displayName: 'Recovered Above Threshold By (%)',
		name: 'margin',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 50 },
		default: 5,
		placeholder: 'e.g. 5',
		displayOptions: showFor(BATTERY_CAUSES),
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
		displayOptions: showFor(['lowBattery']),
		description: 'After how many days to tell again of a battery that is still low. 0: never.',
	},
	{
		displayName: 'Report Gaps',
		name: 'reportGaps',
		type: 'boolean',
		default: true,
		displayOptions: showFor(EVENT_CAUSES),
		description:
			'Whether the workflow also starts, with an item that says so, when events may have been missed: after n8n was off for long, Lockt may have dropped them. Their trigger is "gap".',
	},
);

/** What items must have in common. */
const triggerFilters = filters(
	textFilter('cardNumber'),
	textFilter('category'),
	textFilter('code'),
	recordsFilter('Doors', 'doors', door, 'Only these doors'),
	recordsFilter('Locations', 'locations', location, 'Only doors at these locations'),
	{
		...locator(schedule, 'Only events outside this schedule, by the time of the site'),
		displayName: 'Outside Schedule',
		name: 'outsideSchedule',
		required: false,
	},
	recordsFilter(
		'People',
		'people',
		userToWatch,
		'Only events and changes of these people, and only when their access ends',
	),
	textFilter('subcode'),
);

/** In the order in which people look for them. */
const causes: INodePropertyOptions[] = [
	{
		name: 'Access Denied',
		value: 'accessDenied',
		description: 'When somebody is turned away at a door',
	},
	{
		name: 'Repeated Denials',
		value: 'repeatedDenials',
		description:
			'When a card is turned away several times within minutes, or several are at the same door: once',
	},
	{
		name: 'Low Battery',
		value: 'lowBattery',
		description: "When a door's battery runs low: once for each door, until it was changed",
	},
	{
		name: 'Access Granted',
		value: 'accessGranted',
		description: 'When somebody is let in at a door',
	},
	{
		name: 'Door Event',
		value: 'doorEvent',
		description: 'When someone was let in or turned away, or anything else happened at a door',
	},
	{
		name: 'Person Changed',
		value: 'personChanged',
		description:
			'When a user is added, removed, enabled or disabled, gets other access levels, or becomes privileged',
	},
	{
		name: 'Access Ends Soon',
		value: 'accessEndsSoon',
		description: 'Some days before the access of a user, fob or credential ends: once',
	},
	{
		name: 'Battery Recovered',
		value: 'batteryRecovered',
		description: "When a door's battery that ran low was changed",
	},
];

/** The fields of the trigger. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		options: causes,
		default: ['doorEvent'],
	},
	threshold,
	daysBefore,
	personChanges,
	triggerFilters,
	...blankFilters(triggerFilters),
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description:
			"Whether to return the fields that most people need, instead of these and all that Lockt sent within the field 'lockt'",
	},
	triggerOptions,
];
