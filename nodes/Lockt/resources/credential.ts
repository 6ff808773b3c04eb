import type { IDataObject } from 'n8n-workflow';
import { RAW_DATES } from '../execution/output';
import type { Join } from '../execution/joins';
import { planPicked } from '../execution/confirming';
import { batchCall } from '../execution/plans';
import { readThe } from '../execution/reads';
import { accessEffective, accessExpires, clearDates, validityFrom } from '../fields/validity';
import { batchesOfRecords } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { endpoints } from '../api/endpoints';
import { holdersOf, isNobodys } from '../api/records/holders';
import { refuseIfOfNobody } from '../api/questions/heeded';
import { options } from '../fields/collections';
import { credential as kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import { userFilter } from '../fields/userFilter';
import { deleteRecords } from './deleteRecords';
import { getMany } from './getMany';
import { getOne } from './getOne';
import { fobOfCredential } from './joins';
import { refuseNothing } from './refuseNothing';
import type { Resource } from './operation';
import { isCredentialContradictedBy } from './watching/contradicted';
import { watchCredential } from './watching/credential';

/** Where it does not show the ID of who holds it, it counts as theirs: whether Lockt heeds who is asked for is seen then. */
function isHeldBy(record: IDataObject, id: string): boolean {
	const ids = holdersOf(record);
	return ids.length > 0 ? ids.includes(id) : !isNobodys(record);
}

const showsHolder = (record: IDataObject) => holdersOf(record).length > 0 || isNobodys(record);

const withFob = (join: Join) => ({ fields: [options(join.option!, RAW_DATES)], join });

const change = batchCall(endpoints.updateCredentials, {
	isContradictedBy: isCredentialContradictedBy,
});

export const credential: Resource = {
	name: 'Credential',
	value: 'credential',
	operations: [
		deleteRecords(
			kind,
			endpoints.deleteCredentials,
			'Delete a credential. Fobs have an operation of their own.',
		),
		getOne(kind, 'Get a credential with its key and who holds it', withFob(fobOfCredential.one)),
		getMany(kind, 'Get all credentials, or those of one user, and which of them are fobs', {
			filter: userFilter('Only the credentials of this user', { isTheirs: isHeldBy }),
			...withFob(fobOfCredential.each),
			check: async (context, question, records) => {
				if (records.every(showsHolder)) return;
				await refuseIfOfNobody(context, question, records);
			},
		}),
		{
			name: 'Get Summary',
			value: 'getSummary',
			action: 'Get summary of credentials',
			description: 'Get how many credentials there are, claimed and unclaimed',
			fields: [],
			run: readThe({ path: '/credentialsummary' }),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update credential',
			description: 'Change from when to when a credential opens doors',
			needs: endpoints.updateCredentials.needs,
			fields: [
				locator(kind, 'The credential to change'),
				accessEffective,
				accessExpires,
				clearDates,
				batchesOfRecords,
			],
			run: write((row, lookups) =>
				planPicked(kind, row, lookups, async (id) => {
					const validity = await validityFrom(row.parameter, lookups);
					refuseNothing(
						validity,
						"Enter 'Access Effective' or 'Access Expires', or choose what to clear",
					);
					return {
						call: change,
						record: { id, ...validity },
						outcome: 'updated',
						unique: { [kind.label]: id },
						found: { kind, property: 'id', value: id },
						watch: watchCredential(id),
					};
				}),
			),
		},
	],
};
