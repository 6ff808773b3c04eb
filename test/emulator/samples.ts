import type { Building } from '../../emulator/building/building';

/** Records of a building to speak of in tests. */

export const first = <T>(records: Map<number, T>, n = 0) => [...records.values()][n]!;

export const fobOf = ({ credentials }: Pick<Building, 'credentials'>) =>
	[...credentials.values()].find(({ fob }) => fob)!;

export const cardOf = ({ credentials }: Pick<Building, 'credentials'>) =>
	[...credentials.values()].find(({ fob }) => !fob)!;

/** People with access, without those who only administer the system. */
export const cardHolders = ({ users }: Building) =>
	[...users.values()].filter(({ privileged }) => !privileged);

/** What a new user needs at least, but for the ID. */
export const newcomer = {
	id_num: 'N-1',
	first_name: 'Rhea',
	last_name: 'Gale',
	email: 'rhea.gale@web.example',
	phone: '8184365134',
	pin: '0986',
};
