import type { Problem } from "../../kernel/problem";
import { FieldError } from "../../ui/Field";
import { problemWords } from "../../ui/States";

/** A problem that no field of the form shows at its place. */
export function Otherwise({ problem, shown = [] }: { problem?: Problem; shown?: string[] }) {
  if (!problem || problem.errors.some(({ pointer }) => shown.includes(pointer))) return null;
  return <FieldError>{problem.errors[0]?.detail || problemWords(problem)}</FieldError>;
}
