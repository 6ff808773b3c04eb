import { endpoints } from '../../api/endpoints';
import { refused } from '../../api/outcomes';
import { actOn, type Call } from '../../execution/plans';
import { dryRun } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { user as kind } from '../../fields/kinds';
import { locator, picked } from '../../fields/locator';
import { confirmPicked } from '../../fields/references';
import type { Operation } from '../operation';
import { idOf } from './calls';

export const anonymize: Operation = {
	name: 'Anonymize',
	value: 'anonymize',
	action: 'Anonymize user',
	description:
		'Remove what identifies a user, from past events too. For good. Marked as pending release in the Lockt reference.',
	needs: endpoints.anonymizeUser.needs,
	fields: [locator(kind, 'The user to anonymize'), dryRun],
	run: write(async (row, lookups) => {
		const id = await idOf(row, lookups);
		return {
			call: callFor(id),
			record: {},
			renew: async (fresh) => {
				await confirmPicked(kind, picked(kind, row.parameter), id, fresh);
				return {};
			},
			outcome: 'anonymized',
			shows: { id },
			unique: { User: id },
		};
	}),
};

/** Reference, /anonymize: "Pending Release"; a Lockt without it answers 404. */
function callFor(id: number): Call {
	const call = actOn(endpoints.anonymizeUser, id);
	return {
		...call,
		outcomes: (records, answer, allOrNothing) =>
			answer.status === 404 && answer.problem?.facts.saysMissing
				? records.map(() =>
						refused(
							['Anonymize is not released on this Lockt instance yet'],
							'Ask Lockt support when it will be. Until then, disable or delete the user',
						),
					)
				: call.outcomes(records, answer, allOrNothing),
	};
}
