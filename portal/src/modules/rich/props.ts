import type { RichText } from '../../../../plugin/rules/rich-text';

export interface RichEditorProps {
  id: string;
  labelledBy: string;
  describedBy?: string;
  required?: boolean;
  invalid?: boolean;
  lists?: boolean;
  value: RichText | null;
  onChange: (value: RichText | null) => void;
}
