import { runStories } from './stories';

runStories('canvas');
