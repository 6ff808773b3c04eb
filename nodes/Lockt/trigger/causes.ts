/** What can start the workflow; every item says in `trigger` which of them it was. */
export type Cause =
	| 'accessDenied'
	| 'accessEndsSoon'
	| 'accessGranted'
	| 'batteryRecovered'
	| 'doorEvent'
	| 'lowBattery'
	| 'personChanged'
	| 'repeatedDenials';

export const EVENT_CAUSES: Cause[] = [
	'accessDenied',
	'accessGranted',
	'doorEvent',
	'repeatedDenials',
];
export const BATTERY_CAUSES: Cause[] = ['batteryRecovered', 'lowBattery'];
export const PERSON_CAUSES: Cause[] = ['personChanged'];
export const ACCESS_CAUSES: Cause[] = ['accessEndsSoon'];
