import type { Move, World } from './histories';

/** A history in which something was lost once, or seemed to be, as short as it could be made. */
interface Found {
	name: string;
	world: World;
	moves: Move[];
}

const WORLD: World = {
	engine: 'default',
	options: {
		lateMinutes: 30,
		catchUpHours: 0,
		replays: true,
		reportsGaps: true,
		alertAlreadyLow: true,
		denialMinutes: 1,
	},
	readings: {
		inclusive: false,
		oldestFirst: true,
		doubled: true,
		cap: 5000,
		keeps: 5000,
		localDates: false,
		countsByOne: false,
	},
	begins: Date.parse('2026-06-01T08:00:00Z'),
	first: { causes: ['doorEvent'], doors: [1] },
	restores: false,
};

const CALM: World = {
	...WORLD,
	options: { ...WORLD.options, lateMinutes: 5, catchUpHours: 24, denialMinutes: 5 },
	readings: { ...WORLD.readings, oldestFirst: false, doubled: false, cap: 100 },
};

/** Random histories find such a one again in thousands: here each is played always. */
export const found: Found[] = [
	{
		name: 'published again during a poll, after a burst that was cut off, with one that Lockt shows late',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			first: { causes: ['doorEvent'] },
		},
		moves: [
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 7, resets: false },
			{ is: 'burst', count: 260 },
			{ is: 'poll', minutes: 6 },
			{ is: 'burst', count: 260 },
			{ is: 'pollDuringPoll' },
			{ is: 'publish', chosen: { causes: ['doorEvent'] }, mode: 'activate' },
		],
	},
	{
		name: 'published again on an empty answer, when the publishing before it failed during a poll, then killed',
		world: WORLD,
		moves: [
			{ is: 'weather', path: '/doorstate', kind: 'webPage', polls: 8 },
			{ is: 'burst', count: 35 },
			{
				is: 'publishDuringPoll',
				chosen: { causes: ['accessGranted', 'accessDenied', 'lowBattery', 'batteryRecovered'] },
				mode: 'update',
				minutes: 0,
			},
			{ is: 'weather', path: '/events', kind: 'empty', polls: 1 },
			{ is: 'kill', stored: true, ran: true, meanwhile: [] },
		],
	},
	{
		name: 'published anew after events that n8n threw away are gone for good, with all others',
		world: {
			...WORLD,
			options: { ...WORLD.options, lateMinutes: 5, catchUpHours: 1, reportsGaps: false },
			readings: {
				...WORLD.readings,
				...{ inclusive: true, oldestFirst: false, doubled: false, cap: 100 },
			},
			first: { causes: ['accessDenied'] },
			restores: true,
		},
		moves: [
			{ is: 'beginRun' },
			{ is: 'kill', stored: true, ran: true, meanwhile: [] },
			{ is: 'burst', count: 35 },
			{ is: 'poll', minutes: 1 },
			{ is: 'restart', minutes: 1440, mode: 'init' },
			{ is: 'endRun' },
			{ is: 'happen', outcome: 'granted', door: 2, lateMinutes: 3, resets: true },
			{ is: 'restoreBackup', lacks: 40 },
			{ is: 'battery', door: 1, level: undefined },
			{ is: 'endRun' },
			{ is: 'poll', minutes: 1 },
			{
				is: 'publish',
				chosen: { causes: ['doorEvent'], doors: [1], location: 'North Wing' },
				mode: 'update',
			},
			{ is: 'test' },
			{ is: 'weather', path: '/events', kind: 'fails', polls: 2 },
			{ is: 'poll', minutes: 2 },
			{
				is: 'unpublishDuringPoll',
				minutes: 61,
				chosen: { causes: ['accessDenied', 'repeatedDenials'], doors: [1, 2] },
			},
			{ is: 'weather', path: '/events', kind: 'empty', polls: 2 },
			{ is: 'lag', minutes: 0 },
			{ is: 'poll', minutes: 6 },
		],
	},
	{
		name: 'numbered anew while what was put out before waits to come once more, then killed',
		world: {
			...WORLD,
			options: { ...WORLD.options, lateMinutes: 0, catchUpHours: 1, denialMinutes: 5 },
			readings: {
				...WORLD.readings,
				...{ inclusive: true, oldestFirst: false, doubled: false, countsByOne: true },
			},
			first: {
				causes: ['accessGranted', 'accessDenied', 'lowBattery', 'batteryRecovered'],
				person: 502,
			},
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'denied', door: 2, lateMinutes: 0, resets: false },
			{ is: 'poll', minutes: 2 },
			{ is: 'restoreBackup', lacks: 5 },
			{ is: 'happen', outcome: 'denied', door: 2, lateMinutes: 4, resets: false },
			{ is: 'happen', outcome: 'denied', door: 1, lateMinutes: 7, resets: false },
			{ is: 'weather', path: '', kind: 'refuses', polls: 2 },
			{ is: 'poll', minutes: 6 },
			{ is: 'restart', minutes: 6, mode: 'leadershipChange' },
			{ is: 'kill', stored: true, ran: false, meanwhile: [] },
		],
	},
	{
		name: 'old when n8n starts, and its number comes back from before a backup',
		world: {
			engine: 'default',
			options: {
				lateMinutes: 30,
				catchUpHours: 24,
				replays: false,
				reportsGaps: false,
				alertAlreadyLow: true,
				denialMinutes: 60,
			},
			readings: {
				inclusive: true,
				oldestFirst: true,
				doubled: false,
				cap: 100,
				keeps: 5000,
				localDates: false,
				countsByOne: true,
			},
			begins: 1792884600000,
			first: { causes: ['accessDenied', 'repeatedDenials'], doors: [1, 2] },
			restores: true,
		},
		moves: [
			{
				is: 'publishDuringPoll',
				chosen: { causes: ['lowBattery', 'batteryRecovered'], person: 501 },
				mode: 'update',
				minutes: 1,
			},
			{ is: 'restoreBackup', lacks: 40 },
			{ is: 'wait', minutes: 30240 },
			{ is: 'happen', outcome: 'denied', door: 1, lateMinutes: 0, resets: false },
			{
				is: 'unpublishDuringPoll',
				minutes: 1,
				chosen: { causes: ['accessDenied'], doors: [1, 2] },
			},
			{ is: 'returnToBefore' },
			{ is: 'restart', minutes: 1440, mode: 'init' },
		],
	},
	{
		name: 'a denial before a backup, whose number another event at another door has now',
		world: {
			engine: 'default',
			options: {
				lateMinutes: 5,
				catchUpHours: 0,
				replays: true,
				reportsGaps: false,
				alertAlreadyLow: false,
				denialMinutes: 60,
			},
			readings: {
				inclusive: false,
				oldestFirst: true,
				doubled: false,
				cap: 100,
				keeps: 5000,
				localDates: true,
				countsByOne: true,
			},
			begins: 1780300800000,
			first: { causes: ['accessDenied', 'repeatedDenials'], doors: [1] },
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'denied', door: 0, lateMinutes: 0, resets: false },
			{ is: 'poll', minutes: 1 },
			{ is: 'restoreBackup', lacks: 40 },
			{ is: 'burst', count: 35 },
			{ is: 'poll', minutes: 1 },
			{ is: 'restart', minutes: 6, mode: 'init' },
		],
	},
	{
		name: 'a battery whose door was away for a day, and has been back for less than an hour',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			first: { causes: ['doorEvent'] },
			restores: false,
		},
		moves: [
			{ is: 'battery', door: 2, level: 8 },
			{
				is: 'unpublishDuringPoll',
				minutes: 1,
				chosen: { causes: ['lowBattery', 'batteryRecovered'] },
			},
			{ is: 'battery', door: 2, level: undefined },
			{ is: 'battery', door: 0, level: 8 },
			{ is: 'poll', minutes: 1 },
			{ is: 'restart', minutes: 1440, mode: 'init' },
			{ is: 'battery', door: 2, level: 26 },
			{ is: 'wait', minutes: 1 },
		],
	},
	{
		name: 'repeated denials, the last of which a backup lacks when n8n starts and is to replay them',
		world: {
			...CALM,
			first: { causes: ['repeatedDenials'] },
			restores: true,
		},
		moves: [
			{ is: 'burst', count: 8 },
			{ is: 'poll', minutes: 1 },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'restoreBackup', lacks: 5 },
			{ is: 'restart', minutes: 1, mode: 'init' },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
		],
	},
	{
		name: 'back at the numbers from before a backup, and given another one, between two polls',
		world: {
			...CALM,
			first: { causes: ['accessDenied'] },
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'denied', door: 0, lateMinutes: 0, resets: false },
			{ is: 'poll', minutes: 1 },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'restoreBackup', lacks: 5 },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'poll', minutes: 1 },
			{ is: 'returnToBefore' },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'restoreBackup', lacks: 5 },
			{ is: 'poll', minutes: 1 },
			{ is: 'returnToBefore' },
			{ is: 'wait', minutes: 1 },
		],
	},
	{
		name: 'killed in the poll that replays, and finds that a backup was restored',
		world: {
			...CALM,
			first: { causes: ['accessDenied'] },
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'denied', door: 0, lateMinutes: 0, resets: false },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{
				is: 'kill',
				stored: true,
				ran: false,
				meanwhile: [
					{ is: 'restoreBackup', lacks: 1 },
					{ is: 'happen', outcome: 'denied', door: 0, lateMinutes: 0, resets: false },
					{ is: 'weather', path: '/events', kind: 'fails', polls: 1 },
				],
			},
			{ is: 'kill', stored: true, ran: false, meanwhile: [] },
		],
	},
	{
		name: 'killed before it has stored what Lockt showed first, and started on an empty answer',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			readings: { ...CALM.readings, keeps: 30 },
			first: { causes: ['lowBattery', 'batteryRecovered'] },
		},
		moves: [
			{ is: 'lag', minutes: 15 },
			{ is: 'poll', minutes: 1 },
			{
				is: 'publishDuringPoll',
				chosen: { causes: ['doorEvent'] },
				mode: 'activate',
				minutes: 0,
			},
			{ is: 'poll', minutes: 1 },
			{ is: 'poll', minutes: 1 },
			{
				is: 'kill',
				stored: false,
				ran: false,
				meanwhile: [{ is: 'weather', path: '', kind: 'empty', polls: 1 }],
			},
			{ is: 'burst', count: 120 },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
		],
	},
	{
		name: 'killed, and the newest of what it put out is missing in a backup, for longer than a server lags',
		world: {
			...CALM,
			first: { causes: ['doorEvent'] },
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{
				is: 'kill',
				stored: true,
				ran: false,
				meanwhile: [{ is: 'restoreBackup', lacks: 1 }],
			},
			{ is: 'wait', minutes: 1440 },
		],
	},
	{
		name: 'killed, and the newest of what it put out is missing in a backup, until something else happens',
		world: {
			...CALM,
			first: { causes: ['doorEvent'] },
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{
				is: 'kill',
				stored: true,
				ran: false,
				meanwhile: [{ is: 'restoreBackup', lacks: 1 }],
			},
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
		],
	},
	{
		name: 'published anew after a backup was restored, with repeated denials among what was put out last',
		world: {
			...CALM,
			readings: { ...CALM.readings, doubled: false },
			first: { causes: ['accessDenied', 'repeatedDenials'] },
			restores: true,
		},
		moves: [
			{ is: 'burst', count: 8 },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'poll', minutes: 1 },
			{ is: 'restoreBackup', lacks: 5 },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'publish', chosen: { causes: ['doorEvent'] }, mode: 'activate' },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'happen', outcome: 'granted', door: 1, lateMinutes: 0, resets: false },
			{
				is: 'kill',
				stored: false,
				ran: false,
				meanwhile: [{ is: 'weather', path: '', kind: 'empty', polls: 1 }],
			},
			{ is: 'unpublishDuringPoll', minutes: 1, chosen: { causes: ['doorEvent'] } },
			{ is: 'restart', minutes: 1, mode: 'init' },
		],
	},
	{
		name: 'killed, and what was lost with it comes back a day later, out of a backup that n8n knows nothing of',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			first: { causes: ['doorEvent'] },
			restores: true,
		},
		moves: [
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'wait', minutes: 1500 },
			{
				is: 'kill',
				stored: false,
				ran: false,
				meanwhile: [{ is: 'restoreBackup', lacks: 1 }],
			},
			{ is: 'returnToBefore' },
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
		],
	},
	{
		name: 'published anew, where a backup lacks what n8n threw away and nothing has happened since',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			first: { causes: ['doorEvent'] },
		},
		moves: [
			{ is: 'happen', outcome: 'granted', door: 0, lateMinutes: 0, resets: false },
			{ is: 'beginRun' },
			{ is: 'poll', minutes: 1 },
			{ is: 'endRun' },
			{ is: 'weather', path: '', kind: 'empty', polls: 8 },
			{ is: 'unpublishDuringPoll', minutes: 1, chosen: { causes: ['doorEvent'] } },
			{ is: 'restoreBackup', lacks: 1 },
		],
	},
	{
		name: 'denials replayed after a kill, and once more when a run of before has set the memory back',
		world: {
			...CALM,
			options: { ...CALM.options, replays: true },
			first: { causes: ['doorEvent'] },
		},
		moves: [
			{ is: 'unpublishDuringPoll', minutes: 1, chosen: { causes: ['repeatedDenials'] } },
			{ is: 'burst', count: 8 },
			{ is: 'restart', minutes: 61, mode: 'init' },
			{ is: 'wait', minutes: 61 },
			{ is: 'beginRun' },
			{ is: 'kill', stored: false, ran: false, meanwhile: [] },
			{ is: 'endRun' },
			{ is: 'publish', chosen: { causes: ['doorEvent'] }, mode: 'activate' },
		],
	},
	{
		name: 'a battery that was changed while Lockt lists no doors, by whose location it is watched',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			first: { causes: ['doorEvent'] },
		},
		moves: [
			{ is: 'battery', door: 2, level: 8 },
			{
				is: 'publishDuringPoll',
				chosen: { causes: ['lowBattery', 'batteryRecovered'], location: 'North Wing' },
				mode: 'activate',
				minutes: 0,
			},
			{ is: 'weather', path: '/door', kind: 'empty', polls: 1 },
			{ is: 'battery', door: 2, level: 100 },
			{ is: 'poll', minutes: 1 },
		],
	},
	{
		name: 'published again, on a server that lags, after a publishing that failed had n8n throw events away',
		world: {
			...CALM,
			options: { ...CALM.options, replays: false },
			first: { causes: ['doorEvent'] },
		},
		moves: [
			{ is: 'weather', path: '/door', kind: 'fails', polls: 2 },
			{ is: 'battery', door: 0, level: 8 },
			{
				is: 'publishDuringPoll',
				chosen: { causes: ['lowBattery'] },
				mode: 'activate',
				minutes: 3,
			},
			{ is: 'lag', minutes: 15 },
			{ is: 'publish', chosen: { causes: ['doorEvent'] }, mode: 'activate' },
			{ is: 'poll', minutes: 1 },
			{ is: 'publishDuringPoll', chosen: { causes: ['doorEvent'] }, mode: 'activate', minutes: 0 },
		],
	},
];
