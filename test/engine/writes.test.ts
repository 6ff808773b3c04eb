import { runStories } from './stories';

runStories('writes');
