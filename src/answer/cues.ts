/** How a sentence of an abstract reads that says what a paper is, or what came out. */

export const PROPOSAL = /\b(?:propos\w+|introduc\w+|present(?:s|ed)?|develop\w*|we study|is an?|are an?|design\w*)\b/i;
export const WAY = /\b(?:framework|method|approach|model|benchmark|dataset|data set)\b/i;
export const RESULT =
  /\b(?:outperform\w*|achiev\w+|improv\w+|results?|experiments?|state of the art|state-of-the-art|surpass\w*|beats?|exceeds?|reduc\w+|lowers?|raises?|gains?|scores?|accuracy|reach\w*|on par)\b/i;
