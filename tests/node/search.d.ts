/* What the build writes in front of the script of the search. */
declare const searchSettings: SearchSettings;
