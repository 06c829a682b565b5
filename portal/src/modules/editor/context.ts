import { createContext, useContext } from 'react';
import type { RecordFile } from '../../../../plugin/contract/customer/modules';
import type { Problem } from '../../forms/problems';
import type { Named } from '../record/Values';
import type { FormValue, Path } from './form-values';

/** What the controls of a record's form share. */
export interface FormContext {
  named: Named;
  /** Largest file that is taken, bytes. */
  fileBytes: number;
  locale: string;
  problemAt: (path: Path) => Problem | undefined;
  change: (path: Path, change: (before: FormValue) => FormValue) => void;
  /** Entries below a path moved or went: what was said of them by number is no longer true. */
  reordered: (path: Path) => void;
  addFile: (file: RecordFile) => void;
  addTitle: (id: string, title: string) => void;
  /** Says how many files a control is still sending. */
  sending: (control: string, count: number, path: Path) => void;
}

const Context = createContext<FormContext | undefined>(undefined);
export const FormContextProvider = Context.Provider;

export function useFormContext(): FormContext {
  const context = useContext(Context);
  if (!context) throw new Error('Controls of a record need their form around them.');
  return context;
}

/** Id of a control's element; problems in the summary lead to it. */
export const controlId = (path: Path): string => `value-${path.join('-')}`;
