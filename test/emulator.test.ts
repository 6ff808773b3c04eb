import { runTogether } from './together';

runTogether('emulator', /^[^.]+\.test\.ts$/);
