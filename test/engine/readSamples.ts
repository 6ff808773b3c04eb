import type { Building } from '../../emulator/building/building';
import { cardOf, first, fobOf } from '../emulator/samples';
import { by, filters } from './parameters';

/** One operation that gets something, and the question that the reference documents for it. */
interface Sample {
	/** As the contract names it, e.g. GET /user?id= */
	endpoint: string;
	/** e.g. user get */
	operation: string;
	parameters: (building: Building) => object;
	/** What else it asks: whether the question was heeded, or what other lists tell. */
	checks?: (building: Building) => string[];
}

export const readSamples: Sample[] = [
	{
		endpoint: 'GET /accesslevel',
		operation: 'accessLevel getMany',
		parameters: () => ({ options: {} }),
		checks: () => ['GET /schedule'],
	},
	{
		endpoint: 'GET /accesslevel?name=',
		operation: 'accessLevel get',
		parameters: (b) => ({ accessLevel: by('name', first(b.accessLevels).name), options: {} }),
		checks: () => ['GET /schedule'],
	},
	{
		endpoint: 'GET /credential',
		operation: 'credential getMany',
		parameters: () => ({}),
		checks: () => ['GET /fob'],
	},
	{
		endpoint: 'GET /credential?user_id=',
		operation: 'credential getMany',
		parameters: (b) => filters({ user: by('id', first(b.users).id) }),
		checks: () => ['GET /fob'],
	},
	{
		endpoint: 'GET /credential?card_num=',
		operation: 'credential get',
		parameters: (b) => ({ credential: by('cardNum', cardOf(b).card_num) }),
		checks: (b) => [`GET /fob?card_num=${cardOf(b).card_num}`],
	},
	{
		endpoint: 'GET /credential?id=',
		operation: 'credential get',
		parameters: (b) => ({ credential: by('list', cardOf(b).id) }),
		checks: (b) => [`GET /fob?card_num=${cardOf(b).card_num}`],
	},
	{
		endpoint: 'GET /credentialsummary',
		operation: 'credential getSummary',
		parameters: () => ({}),
	},
	{ endpoint: 'GET /delegate', operation: 'delegate getMany', parameters: () => ({}) },
	{ endpoint: 'GET /door', operation: 'door getMany', parameters: () => ({}) },
	{
		endpoint: 'GET /door?user_id=',
		operation: 'door getMany',
		parameters: (b) => filters({ user: by('list', first(b.users).id) }),
		checks: () => ['GET /door?user_id=2147483645'],
	},
	{
		endpoint: 'GET /door?id_num=',
		operation: 'door getMany',
		parameters: (b) => filters({ user: by('idNum', first(b.users).id_num) }),
		checks: () => ['GET /door?id_num=2147483645'],
	},
	{ endpoint: 'GET /doorstate', operation: 'doorBattery getMany', parameters: () => ({}) },
	{
		endpoint: 'GET /doorstate?low_battery=',
		operation: 'doorBattery getLow',
		parameters: () => ({ atOrBelow: 30 }),
	},
	{ endpoint: 'GET /events', operation: 'event getMany', parameters: () => ({}) },
	{
		endpoint: 'GET /events?id=',
		operation: 'event getMany',
		parameters: (b) => filters({ afterId: b.events.at(-5)!.id }),
	},
	{
		endpoint: 'GET /fob',
		operation: 'fob getMany',
		parameters: () => ({}),
		checks: () => ['GET /credential'],
	},
	{
		endpoint: 'GET /fob?id=',
		operation: 'fob get',
		parameters: (b) => ({ fob: by('id', fobOf(b).id) }),
		checks: (b) => [`GET /credential?card_num=${fobOf(b).card_num}`],
	},
	{
		endpoint: 'GET /fob?id_num=',
		operation: 'fob get',
		parameters: (b) => ({ fob: by('idNum', fobOf(b).fob!.id_num) }),
		checks: (b) => [`GET /credential?card_num=${fobOf(b).card_num}`],
	},
	{
		endpoint: 'GET /fob?name=',
		operation: 'fob get',
		parameters: (b) => ({ fob: by('name', fobOf(b).name) }),
		checks: (b) => [`GET /credential?card_num=${fobOf(b).card_num}`],
	},
	{
		endpoint: 'GET /fob?card_num=',
		operation: 'fob get',
		parameters: (b) => ({ fob: by('cardNum', fobOf(b).card_num) }),
		checks: (b) => [`GET /credential?card_num=${fobOf(b).card_num}`],
	},
	{ endpoint: 'GET /location', operation: 'location getMany', parameters: () => ({}) },
	{ endpoint: 'GET /locationtype', operation: 'locationType getMany', parameters: () => ({}) },
	{ endpoint: 'GET /schedule', operation: 'schedule getMany', parameters: () => ({}) },
	{ endpoint: 'GET /user', operation: 'user getMany', parameters: () => ({}) },
	{
		endpoint: 'GET /user?missingcreds',
		operation: 'user getMany',
		parameters: () => ({ which: 'missingcreds' }),
	},
	{
		endpoint: 'GET /user?privileged',
		operation: 'user getMany',
		parameters: () => ({ which: 'privileged' }),
		checks: () => ['GET /user', 'GET /user?privileged'],
	},
	{
		endpoint: 'GET /user?installers',
		operation: 'user getMany',
		parameters: () => ({ which: 'installers' }),
		checks: () => ['GET /user', 'GET /user?installers'],
	},
	{
		endpoint: 'GET /user?id=',
		operation: 'user get',
		parameters: (b) => ({ user: by('id', first(b.users).id) }),
	},
	{
		endpoint: 'GET /user?id_num=',
		operation: 'user get',
		parameters: (b) => ({ user: by('idNum', first(b.users).id_num) }),
	},
	{ endpoint: 'GET /about', operation: 'system getReleaseNotes', parameters: () => ({}) },
	{ endpoint: 'GET /maintenance', operation: 'system getMaintenance', parameters: () => ({}) },
	{
		endpoint: 'GET /object?listtypes',
		operation: 'system listObjectTypes',
		parameters: () => ({}),
	},
	{
		endpoint: 'GET /object?type=',
		operation: 'system describeObject',
		parameters: () => ({ objectType: 'user' }),
	},
	{ endpoint: 'GET /ping', operation: 'system ping', parameters: () => ({}) },
	{ endpoint: 'GET /settings', operation: 'system getSettings', parameters: () => ({}) },
	{ endpoint: 'GET /site', operation: 'system getSite', parameters: () => ({}) },
	{ endpoint: 'GET /time', operation: 'system getTime', parameters: () => ({}) },
];
