/* Names that the site's scripts share once they are joined into one.

   A source that Node can load in a test is a module to the compiler: what it defines is
   told to the others here. What only a page has is seen without. */

declare const module: { exports: unknown };

interface Window {
  /** What scripts with data leave for those that show it. */
  sopwright?: {
    flows?: { add(address: string, drawn: string): void };
    editions?: string[][];
    notes?: Record<string, ChangeNote>;
    search?: { add(kind: string, number: number, of: string, content: unknown): void; open(): void };
  };
}

interface ChangeNote {
  title: string;
  path: string;
  history: { version: string; editorial: boolean; kind: string; what: string }[];
}

declare const rules: typeof import("../../builder/outputs/site/scripts/rules.js");
declare const calls: typeof import("../../builder/outputs/site/scripts/player_calls.js");
declare const keys: typeof import("../../builder/outputs/site/scripts/player_keys.js");
declare const texts: typeof import("../../builder/outputs/site/scripts/player_texts.js");
declare const handover: typeof import("../../builder/outputs/site/scripts/player_handover.js");
declare const visits: typeof import("../../builder/outputs/site/scripts/visits.js");
declare const session: typeof import("../../builder/outputs/site/scripts/player_session.js");

type Values = import("../../builder/outputs/site/scripts/player_calls.js").Values;
type Case = import("../../builder/outputs/site/scripts/player_calls.js").Case;
type Choice = import("../../builder/outputs/site/scripts/player_calls.js").Choice;
type PlayedNode = import("../../builder/outputs/site/scripts/player_calls.js").PlayedNode;
type PlayedField = import("../../builder/outputs/site/scripts/player_calls.js").PlayedField;
type PlayedDisposition = import("../../builder/outputs/site/scripts/player_calls.js").PlayedDisposition;
type PlayedScript = import("../../builder/outputs/site/scripts/player_calls.js").PlayedScript;
type Way = import("../../builder/outputs/site/scripts/player_calls.js").Way;
type Exact = import("../../builder/outputs/site/scripts/player_calls.js").Exact;
type Passed = import("../../builder/outputs/site/scripts/player_calls.js").Passed;
type Call = import("../../builder/outputs/site/scripts/player_calls.js").Call;
type Told = import("../../builder/outputs/site/scripts/player_calls.js").Told;
type Handover = import("../../builder/outputs/site/scripts/player_handover.js").Handover;
type Surroundings = import("../../builder/outputs/site/scripts/player_handover.js").Surroundings;
type Clock = import("../../builder/outputs/site/scripts/player_texts.js").Clock;
type Kept = import("../../builder/outputs/site/scripts/player_session.js").Kept;
type Reader = import("../../builder/outputs/site/scripts/player_session.js").Reader;
