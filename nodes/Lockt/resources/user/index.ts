import type { Resource } from '../operation';
import { userReads } from './reads';
import { userWrites } from './writes';

export const user: Resource = {
	name: 'User',
	value: 'user',
	operations: [...userReads, ...userWrites].sort((a, b) => (a.name < b.name ? -1 : 1)),
};
