import { planPicked } from '../execution/confirming';
import { batchCall, type Plan } from '../execution/plans';
import { DRY_RUN } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { endpoints } from '../api/endpoints';
import { nameDoor } from '../api/guard/unlocking';
import { readDoors } from '../api/questions/unlockable';
import { unlockOutcomes } from '../api/answers/unlock';
import { options } from '../fields/collections';
import { doorToUnlock as kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import type { Row } from '../fields/row';
import type { Operation } from './operation';
import { boundAge, DEFAULT_AGE_S } from './unlockAge';

/** A door that several items name opens once. */
const unlocking = batchCall(endpoints.unlockDoors, {
	shares: true,
	outcomes: unlockOutcomes,
	ifUnknown:
		'The door may have opened: look at it, or at its events in Lockt, before you unlock it again',
});

export const unlock: Operation = {
	name: 'Unlock',
	value: 'unlock',
	action: 'Unlock door',
	description:
		"Opens a wired door for a moment, at once. The credential's 'Unlock' must allow it. Never tried twice.",
	hint: "Leave 'Retry On Fail' off (tab Settings): Unlock refuses to run with it, so that no door opens twice",
	needs: endpoints.unlockDoors.needs,
	fields: [
		locator(kind, 'The door to unlock'),
		options(
			DRY_RUN,
			{
				displayName: 'Maximum Age (Seconds)',
				name: 'maximumAge',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_AGE_S,
				placeholder: 'e.g. 60',
				description: "How long after 'Requested At' the door may still be unlocked",
			},
			{
				displayName: 'Requested At',
				name: 'requestedAt',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2027-03-31T17:00:00Z',
				description:
					'When somebody asked for it, with a time zone. A request that is too old is refused, e.g. after n8n was down.',
			},
		),
	],
	run: write(prepare),
};

function prepare(row: Row, lookups: Lookups): Promise<Plan> {
	return planPicked(kind, row, lookups, (id) => ({
		call: unlocking,
		record: { id },
		outcome: 'unlocked',
		shows: { id, ...row.asker },
		about: async (context) => nameDoor(String(id), await readDoors(context)),
		...boundAge(row),
	}));
}
