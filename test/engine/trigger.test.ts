import { runStories } from './stories';

runStories('trigger');
