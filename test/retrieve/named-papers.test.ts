import { describe, expect, test } from 'vitest';
import { names } from '../../src/retrieve/named-papers.ts';

describe('a question names a paper', () => {
  test.each([
    ['What is R1-Searcher++?', 'R1-Searcher++: Incentivizing Search'],
    ['what is r1 searcher++ about', 'R1-Searcher++: Incentivizing Search'],
    ['Compare R1-Searcher with others', 'R1-Searcher: Learning to Search'],
    ['How does absolute zero learn?', 'Absolute Zero: Reinforced Self-play'],
    ['“GPT4All” and others', 'GPT4All: An Ecosystem'],
    ['Who wrote Attention Is All You Need?', 'Attention Is All You Need'],
    ['what does Molmo 2 see', 'Molmo2: Open Vision'],
    ['deep mm search r1', 'DeepMMSearch-R1: Empowering Search'],
    ['(TAPO) works?', 'TAPO: Task-Referenced Adaptation'],
    ['What are R1-Searcher’s gains?', 'R1-Searcher: Learning to Search'],
    ["What are R1-Searcher++'s gains?", 'R1-Searcher++: Incentivizing Search'],
    ['“R1-Searcher++”', 'R1-Searcher++: Incentivizing Search'],
    ['r1 searcher ++', 'R1-Searcher++: Incentivizing Search'],
    ['«R1-Searcher» vs R1-Searcher++', 'R1-Searcher: Learning to Search'],
    ['«R1-Searcher» vs R1-Searcher++', 'R1-Searcher++: Incentivizing Search'],
    ['R1-Searcher/ConvSearch-R1', 'ConvSearch-R1: Rewriting Queries'],
    ['R1\u2011Searcher', 'R1-Searcher: Learning to Search'],
    ['r1_searcher', 'R1-Searcher: Learning to Search'],
    ['R1-Searcher—what is it?', 'R1-Searcher: Learning to Search'],
    ['R1-Searcher是什么', 'R1-Searcher: Learning to Search'],
    ['ＴＡＰＯ', 'TAPO: Task-Referenced Adaptation'],
    ['a TAPO-based method', 'TAPO: Task-Referenced Adaptation'],
    ['YoLLaVA or Yo’LLaVA', "Yo'LLaVA: A Personal Assistant"],
    ['cafe net', 'CaféNet: Brewing Networks'],
  ])('“%s” names “%s”', (question, title) => {
    expect(names(question, { title })).toBe(true);
  });

  test.each([
    ['What is R1-Searcher?', 'R1-Searcher++: Incentivizing Search'],
    ['What is R1-Searcher++?', 'R1-Searcher: Learning to Search'],
    ['What is R1-Searcher-Pro?', 'R1-Searcher: Learning to Search'],
    ['What is Qwen2.5?', 'Qwen2: A Report'],
    ['What is R1-Searcher+?', 'R1-Searcher: Learning to Search'],
    ['What are TAPO-2 and TAPOs?', 'TAPO: Task-Referenced Adaptation'],
    ['What is MetaTAPO?', 'TAPO: Task-Referenced Adaptation'],
    ['a survey of agents', 'Survey: Agents and More'],
    ['how does attention work?', 'Attention: A Look Back'],
    ['what is on agents?', 'On Agents'],
    ['anything', '(.*): A Pattern'],
  ])('“%s” does not name “%s”', (question, title) => {
    expect(names(question, { title })).toBe(false);
  });
});
