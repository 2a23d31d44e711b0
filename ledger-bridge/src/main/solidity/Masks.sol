// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TermRules} from "./Terms.sol";

/// @notice A mask while it is put together: consent on the whole genome, and on each gene of the scope
/// (empty rows: none yet).
struct Mask {
    uint256[] whole;
    bytes32[] scope;
    uint256[][] byGene;
}

/// @title Puts bitmaps together: OR over terms, AND over genes
library Masks {
    /// @notice Nobody yet. Of a scope that cannot be compared gene by gene, consent on the whole genome
    /// is all that counts.
    /// @param pageWords words of a bitmap: slots of a page over 256
    function empty(uint256 pageWords, bytes32[] calldata scope) internal pure returns (Mask memory m) {
        m.whole = new uint256[](pageWords);
        if (TermRules.isScope(scope)) {
            m.scope = scope;
            m.byGene = new uint256[][](scope.length);
        }
    }

    /// @notice Whether a bitmap for this gene (zero: the whole genome) can change the mask.
    function wants(Mask memory m, bytes32 gene) internal pure returns (bool) {
        if (gene == 0) {
            return true;
        }
        for (uint256 g = 0; g < m.scope.length; g++) {
            if (m.scope[g] == gene) {
                return true;
            }
        }
        return false;
    }

    /// @notice Adds those who consent for this gene (zero: for the whole genome).
    function add(Mask memory m, bytes32 gene, uint256[] memory bits) internal pure {
        if (gene == 0) {
            _or(m.whole, bits);
            return;
        }
        for (uint256 g = 0; g < m.scope.length; g++) {
            if (m.scope[g] == gene) {
                if (m.byGene[g].length == 0) {
                    m.byGene[g] = new uint256[](m.whole.length);
                }
                _or(m.byGene[g], bits);
            }
        }
    }

    /// @notice The whole genome, or every gene: a patient may cover one gene by one consent and the
    /// next by another. Uses up the mask.
    function combine(Mask memory m) internal pure returns (uint256[] memory) {
        for (uint256 g = 0; g < m.byGene.length; g++) {
            if (m.byGene[g].length == 0) {
                return m.whole;
            }
        }
        for (uint256 w = 0; w < m.whole.length && m.byGene.length > 0; w++) {
            uint256 all = type(uint256).max;
            for (uint256 g = 0; g < m.byGene.length; g++) {
                all &= m.byGene[g][w];
            }
            m.whole[w] |= all;
        }
        return m.whole;
    }

    /// @notice Takes the second's ones from the first, which may be longer.
    function remove(uint256[] memory words, uint256[] memory bits) internal pure {
        for (uint256 w = 0; w < bits.length; w++) {
            words[w] &= ~bits[w];
        }
    }

    function _or(uint256[] memory words, uint256[] memory bits) private pure {
        for (uint256 w = 0; w < words.length; w++) {
            words[w] |= bits[w];
        }
    }
}
