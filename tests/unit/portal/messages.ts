import moreGerman from '../../../portal/src/messages/de.json';
import moreEnglish from '../../../portal/src/messages/en.json';
import firstGerman from '../../../portal/src/messages/first/de.json';
import firstEnglish from '../../../portal/src/messages/first/en.json';

/** All that the portal says, whenever it is loaded. */
export const english = { ...firstEnglish, ...moreEnglish };
export const german = { ...firstGerman, ...moreGerman };
