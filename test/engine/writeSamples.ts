import type { IDataObject } from 'n8n-workflow';
import type { Building } from '../../emulator/building/building';
import { doorsOf } from '../../emulator/building/building';
import { cardOf, first, fobOf, newcomer } from '../emulator/samples';
import { by, columns } from './parameters';

/** One operation that changes something, and the request that the reference documents for it. */
interface Sample {
	/** As the contract names it, e.g. POST /door */
	endpoint: string;
	/** e.g. door create */
	operation: string;
	parameters: (building: Building) => object;
	/** Without a body the request has none. */
	body?: (building: Building) => IDataObject;
	/** What the endpoint's filter holds. */
	value?: (building: Building) => number;
}

const FAILS = { validate_fails_batch: 'false' };
const ADDS = { ...FAILS, replace_privileges: 'false' };
const REPLACES = { ...FAILS, replace_privileges: 'true' };
const SAVES = { ...ADDS, update_existing: 'true' };

const someone = ({ users }: Building) =>
	[...users.values()].find((user) => !user.privileged && user.accessLevelIds.length > 0)!;
const level = ({ accessLevels }: Building) => first(accessLevels);
const wired = ({ doors }: Building) => [...doors.values()].find((door) => door.wired)!;
const ownDoor = (building: Building) => [...doorsOf(building, someone(building))][0]!;

const UNTIL = '2099-03-31 17:00:00';

export const writeSamples: Sample[] = [
	{
		endpoint: 'POST /accesslevel',
		operation: 'accessLevel create',
		parameters: (b) =>
			columns({ name: 'Nights', doors: String(wired(b).id), schedule_id: first(b.schedules).id }),
		body: (b) => ({
			accesslevels: [
				{ name: 'Nights', doors: [{ id: wired(b).id, schedule_id: first(b.schedules).id }] },
			],
			options: FAILS,
		}),
	},
	{
		endpoint: 'DELETE /accesslevel',
		operation: 'accessLevel delete',
		parameters: (b) => ({ accessLevel: by('list', level(b).id) }),
		body: (b) => ({ accesslevels: [{ id: level(b).id }], options: FAILS }),
	},
	{
		endpoint: 'PUT /credential',
		operation: 'credential update',
		parameters: (b) => ({
			credential: by('id', cardOf(b).id),
			accessExpires: UNTIL,
			clear: ['access_effective'],
		}),
		body: (b) => ({
			credentials: [{ id: cardOf(b).id, access_effective: '', access_expires: UNTIL }],
			options: FAILS,
		}),
	},
	{
		endpoint: 'DELETE /credential',
		operation: 'credential delete',
		parameters: (b) => ({ credential: by('cardNum', cardOf(b).card_num) }),
		body: (b) => ({ credentials: [{ id: cardOf(b).id }], options: FAILS }),
	},
	{
		endpoint: 'POST /delegate',
		operation: 'delegate create',
		parameters: (b) => ({
			fromUser: by('id', someone(b).id),
			toUser: by('id', first(b.users, 5).id),
			doors: [ownDoor(b)],
			accessExpires: '2099-03-31T17:00:00',
		}),
		body: (b) => ({
			delegates: [
				{
					from_user_id: someone(b).id,
					to_user_id: first(b.users, 5).id,
					access_expires: UNTIL,
					doors: [{ id: ownDoor(b) }],
				},
			],
		}),
	},
	{
		endpoint: 'POST /delegate?purge',
		operation: 'delegate purgeExpired',
		parameters: () => ({}),
	},
	{
		endpoint: 'POST /door',
		operation: 'door create',
		parameters: (b) => columns({ name: 'Side Entrance', location_id: first(b.locations).id }),
		body: (b) => ({
			doors: [{ name: 'Side Entrance', location_id: first(b.locations).id }],
			options: FAILS,
		}),
	},
	{
		endpoint: 'DELETE /door',
		operation: 'door delete',
		parameters: (b) => ({ door: by('id', first(b.doors).id) }),
		body: (b) => ({ doors: [{ id: first(b.doors).id }], options: FAILS }),
	},
	{
		endpoint: 'POST /unlock',
		operation: 'door unlock',
		parameters: (b) => ({ door: by('list', wired(b).id) }),
		body: (b) => ({ doors: [{ id: wired(b).id }], options: FAILS }),
	},
	{
		endpoint: 'POST /doorstate?lowbattery=',
		operation: 'doorBattery setLowBatteryAlert',
		parameters: () => ({ threshold: 25 }),
		value: () => 25,
	},
	{
		endpoint: 'POST /fob',
		operation: 'fob create',
		parameters: () => columns({ name: 'Visitor 9', id_num: 'F-900', card_num: '005599' }),
		body: () => ({
			fobs: [{ name: 'Visitor 9', id_num: 'F-900', card_num: '005599' }],
			options: FAILS,
		}),
	},
	{
		endpoint: 'PUT /fob',
		operation: 'fob reassign',
		parameters: (b) => ({
			fob: by('name', fobOf(b).name),
			user: by('idNum', someone(b).id_num),
			accessExpires: UNTIL,
		}),
		body: (b) => ({
			fobs: [{ id: fobOf(b).id, user_id: someone(b).id, access_expires: UNTIL }],
			options: FAILS,
		}),
	},
	{
		endpoint: 'PUT /fob',
		operation: 'fob unassign',
		parameters: (b) => ({ fob: by('idNum', fobOf(b).fob!.id_num) }),
		body: (b) => ({ fobs: [{ id: fobOf(b).id, user_id: 0 }], options: FAILS }),
	},
	{
		endpoint: 'PUT /fob',
		operation: 'fob update',
		parameters: (b) => ({ fob: by('id', fobOf(b).id), ...columns({ name: 'Visitor 8' }) }),
		body: (b) => ({ fobs: [{ id: fobOf(b).id, name: 'Visitor 8' }], options: FAILS }),
	},
	{
		endpoint: 'DELETE /fob',
		operation: 'fob delete',
		parameters: (b) => ({ fob: by('cardNum', fobOf(b).card_num) }),
		body: (b) => ({ fobs: [{ id: fobOf(b).id }], options: FAILS }),
	},
	{
		endpoint: 'POST /location',
		operation: 'location create',
		parameters: (b) => columns({ name: 'Annex', locationtype: first(b.locationTypes).id }),
		body: (b) => ({
			locations: [{ name: 'Annex', locationtype: first(b.locationTypes).id }],
			options: FAILS,
		}),
	},
	{
		endpoint: 'POST /user',
		operation: 'user create',
		parameters: (b) =>
			columns({
				...newcomer,
				card_num: '00877',
				enabled: 'true',
				access_expires: UNTIL,
				accesslevels: level(b).name,
				custom2: 'Night shift',
			}),
		body: (b) => ({
			users: [
				{
					id: -1,
					...newcomer,
					card_num: '00877',
					access_expires: UNTIL,
					enabled: 'true',
					accesslevels: [{ id: level(b).id }],
					custom2: 'Night shift',
				},
			],
			options: ADDS,
		}),
	},
	{
		endpoint: 'POST /user',
		operation: 'user createOrUpdate',
		parameters: (b) => columns({ id_num: someone(b).id_num, first_name: 'Toby', phone: '5550100' }),
		body: (b) => {
			const { id, id_num, last_name, email, pin } = someone(b);
			const { access_effective, access_expires, enabled, custom } = someone(b);
			const [custom1, custom2, custom3, custom4] = custom;
			// What is blank is not said.
			const kept = { custom1, custom2, custom3, custom4, access_effective, access_expires };
			return {
				users: [
					{
						...{ id, id_num, first_name: 'Toby', last_name, email, phone: '5550100', pin },
						...{ enabled: String(enabled) },
						...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== '')),
					},
				],
				options: SAVES,
			};
		},
	},
	{
		endpoint: 'PUT /user',
		operation: 'user update',
		parameters: (b) => ({
			user: by('id', someone(b).id),
			levelMode: 'replace',
			...columns({ enabled: false, accesslevels: [{ unid: level(b).id, name: level(b).name }] }),
			clear: ['custom1'],
		}),
		body: (b) => ({
			users: [
				{ id: someone(b).id, enabled: false, accesslevels: [{ id: level(b).id }], custom1: '' },
			],
			options: REPLACES,
		}),
	},
	{
		endpoint: 'PUT /user',
		operation: 'user disable',
		parameters: (b) => ({ user: by('idNum', someone(b).id_num) }),
		body: (b) => ({ users: [{ id: someone(b).id, enabled: false }], options: ADDS }),
	},
	{
		endpoint: 'PUT /user',
		operation: 'user enable',
		parameters: (b) => ({ user: by('list', someone(b).id) }),
		body: (b) => ({ users: [{ id: someone(b).id, enabled: true }], options: ADDS }),
	},
	{
		endpoint: 'PUT /user',
		operation: 'user removeCredentials',
		parameters: (b) => ({ user: by('list', someone(b).id) }),
		body: (b) => ({ users: [{ id: someone(b).id, card_num: '-1' }], options: ADDS }),
	},
	{
		endpoint: 'PUT /user',
		operation: 'user setAccessLevels',
		parameters: (b) => ({ user: by('list', someone(b).id), mode: 'clearAll' }),
		body: (b) => ({ users: [{ id: someone(b).id, accesslevels: [] }], options: REPLACES }),
	},
	{
		endpoint: 'DELETE /user',
		operation: 'user delete',
		parameters: (b) => ({ user: by('list', someone(b).id) }),
		body: (b) => ({ users: [{ id: someone(b).id }], options: FAILS }),
	},
	{
		endpoint: 'POST /anonymize?user_id=',
		operation: 'user anonymize',
		parameters: (b) => ({ user: by('list', someone(b).id) }),
		value: (b) => someone(b).id,
	},
];
