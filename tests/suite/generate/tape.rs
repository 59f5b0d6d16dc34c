//! Choices from a row of numbers, and how such a row shrinks.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// A row of numbers that choices are drawn from; past its end every choice is the first.
pub struct Tape {
    cells: Vec<u32>,
    at: usize,
}

impl Tape {
    pub fn new(cells: Vec<u32>) -> Self {
        Self { cells, at: 0 }
    }

    /// As many numbers as asked for, from a seed.
    pub fn random(seed: u64, length: usize) -> Vec<u32> {
        let mut state = seed;
        let step = move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed >> 32) as u32
        };
        std::iter::repeat_with(step).take(length).collect()
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let cell = self.cells.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        ((u64::from(cell) * limit as u64) >> 32) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).max(1) as usize) as i32
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Any tape of at most so many numbers.
#[derive(Debug)]
pub struct Tapes {
    longest: u64,
}

impl Tapes {
    pub fn up_to(longest: u64) -> Self {
        Self { longest }
    }
}

impl Strategy for Tapes {
    type Tree = Shrinking;
    type Value = Vec<u32>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = proptest::num::u64::ANY.new_tree(runner)?.current();
        let length = (0..=self.longest).new_tree(runner)?.current();
        let cells = Tape::random(seed, length as usize);
        Ok(Shrinking { chunk: cells.len(), cells, before: None, at: 0, zeroes: false })
    }
}

/// Takes ever smaller chunks out of a tape, then puts zeroes in their places.
#[derive(Debug)]
pub struct Shrinking {
    cells: Vec<u32>,
    before: Option<Vec<u32>>,
    chunk: usize,
    at: usize,
    zeroes: bool,
}

impl ValueTree for Shrinking {
    type Value = Vec<u32>;

    fn current(&self) -> Vec<u32> {
        self.cells.clone()
    }

    fn simplify(&mut self) -> bool {
        while self.chunk > 0 {
            let end = (self.at + self.chunk).min(self.cells.len());
            if self.at >= end {
                self.at = 0;
                self.chunk /= 2;
                if self.chunk == 0 && !self.zeroes {
                    self.zeroes = true;
                    self.chunk = self.cells.len();
                }
                continue;
            }
            if self.zeroes && self.cells[self.at..end].iter().all(|cell| *cell == 0) {
                self.at = end;
                continue;
            }
            self.before = Some(self.cells.clone());
            if self.zeroes {
                self.cells[self.at..end].fill(0);
            } else {
                self.cells.drain(self.at..end);
            }
            return true;
        }
        false
    }

    fn complicate(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        self.cells = before;
        self.at += self.chunk;
        true
    }
}
