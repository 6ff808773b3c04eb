import { endpoints } from '../../api/endpoints';
import { refused } from '../../api/answers/notDone';
import { planPicked } from '../../execution/confirming';
import { actOn, NEVER_SHOWN, type Call } from '../../execution/plans';
import { dryRun } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { user as kind } from '../../fields/kinds';
import { locator } from '../../fields/locator';
import type { Operation } from '../operation';

export const anonymize: Operation = {
	name: 'Anonymize',
	value: 'anonymize',
	action: 'Anonymize user',
	description:
		'Remove what identifies a user, from past events too. Marked as pending release in the Lockt reference.',
	needs: endpoints.anonymizeUser.needs,
	fields: [locator(kind, 'The user to anonymize'), dryRun],
	run: write((row, lookups) =>
		planPicked(kind, row, lookups, (id) => ({
			call: callFor(id),
			record: {},
			outcome: 'anonymized',
			shows: { id },
			unique: { User: id },
		})),
	),
};

const NOT_RELEASED = refused(
	['Anonymize is not released on this Lockt instance yet'],
	'Ask Lockt support when it will be. Until then, disable or delete the user',
);

/** A 404 with such a word says that somebody is not there, rather than Anonymize. */
const OF_A_USER = /\b(?:users?|ids?)\b/i;

/** Reference, /anonymize: "Pending Release"; a Lockt without it answers 404. */
function callFor(id: number): Call {
	const call = actOn(endpoints.anonymizeUser, id);
	return {
		...call,
		...NEVER_SHOWN,
		outcomes: (records, answer, allOrNothing) =>
			call
				.outcomes(records, answer, allOrNothing)
				.map((outcome) =>
					outcome.kind === 'refused' &&
					answer.status === 404 &&
					answer.problem?.facts.saysMissing &&
					!OF_A_USER.test(answer.problem.facts.words ?? '')
						? NOT_RELEASED
						: outcome,
				),
	};
}
