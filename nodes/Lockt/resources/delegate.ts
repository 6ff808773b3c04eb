import { dateOptions } from '../execution/output';
import { chosenIds } from '../fields/references';
import { act, batchCall, NEVER_SHOWN } from '../execution/plans';
import { accessEffective, accessExpires, validityFrom } from '../fields/validity';
import { dryRun } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { endpoints } from '../api/endpoints';
import { LocktError } from '../api/errors';
import { delegate as kind, door, user } from '../fields/kinds';
import { planPicked } from '../execution/confirming';
import { locator, severalOf } from '../fields/locator';
import { getMany } from './getMany';
import { watchDelegate } from './watching/delegate';
import type { Resource } from './operation';

/** Reference, /delegate: whoever gets it has one access level more by it. */
const createDelegate = batchCall(endpoints.createDelegate, { creates: true, ...NEVER_SHOWN });

const fromUser = { ...user, label: 'From User', name: 'fromUser' };
const toUser = { ...user, label: 'To User', name: 'toUser' };

export const delegate: Resource = {
	name: 'Delegate',
	value: 'delegate',
	operations: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create delegate',
			description: 'Pass access to doors on from one user to another for a time',
			hint: "Leave 'Retry On Fail' off (tab Settings): Create refuses to run with it, so that access is not passed on twice",
			needs: endpoints.createDelegate.needs,
			fields: [
				locator(fromUser, 'The user who passes access on'),
				locator(toUser, 'The user who gets it'),
				severalOf(
					door,
					'The doors to pass on: only those that the user may open themselves. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				),
				accessEffective,
				{ ...accessExpires, required: true },
				dryRun,
			],
			run: write(async (row, lookups) => {
				const { parameter } = row;
				const doors = await chosenIds(parameter('doors'), 'Door Names or IDs', door, lookups);
				const validity = await validityFrom(parameter, lookups);
				if (validity.access_expires === undefined) {
					throw new LocktError(
						"'Access Expires' is blank",
						'Enter when the access ends. Nothing was sent to Lockt',
					);
				}
				return planPicked(fromUser, row, lookups, (from) =>
					planPicked(toUser, row, lookups, (to) => ({
						call: createDelegate,
						record: {
							from_user_id: from,
							to_user_id: to,
							...validity,
							doors: doors.map((id) => ({ id })),
						},
						outcome: 'created',
						watch: watchDelegate,
					})),
				);
			}),
		},
		getMany(kind, 'Get the access that users have passed on to others for a time', {
			fields: [dateOptions],
		}),
		{
			name: 'Purge Expired',
			value: 'purgeExpired',
			action: 'Purge expired delegates',
			description: 'Delete the passed-on access that has expired. What is still valid stays.',
			needs: endpoints.purgeDelegates.needs,
			fields: [dryRun],
			run: write(() => ({
				call: { ...act(endpoints.purgeDelegates), ...NEVER_SHOWN },
				record: {},
				outcome: 'purged',
			})),
		},
	],
};
