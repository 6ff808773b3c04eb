import { runTogether } from './together';

runTogether('unit', /^trigger[^.]+\.test\.ts$/);
