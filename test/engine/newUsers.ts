import type { IDataObject } from 'n8n-workflow';
import type { Building } from '../../emulator/building/building';

/** Items for users who are not there yet, each of them unlike all others. */
export const newUsers = (count: number, prefix = 'H') =>
	Array.from({ length: count }, (_, n) => ({
		id_num: `${prefix}-${n}`,
		first_name: 'Rhea',
		last_name: `Gale ${n}`,
		email: `${prefix}.${n}@hires.example`,
		phone: '8184365134',
		pin: String(904_000 + n),
	}));

/** The same as rows of an HR export, whose columns are headed in plain words. */
export const hires = (count: number): IDataObject[] =>
	newUsers(count).map(({ id_num, first_name, last_name, email, phone, pin }) => ({
		'ID Number': id_num,
		'First Name': first_name,
		'Last Name': last_name,
		'E-Mail': email,
		Phone: phone,
		PIN: pin,
	}));

/** The ID numbers of those of them whom Lockt knows. */
export const idNumsOfNew = ({ users }: Building, prefix = 'H') =>
	[...users.values()].map(({ id_num }) => id_num).filter((one) => one.startsWith(`${prefix}-`));
