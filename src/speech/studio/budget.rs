//! What speaking may cost, kept before it is spent.

use std::sync::{Mutex, PoisonError};

use crate::model::Spoken;
use crate::speech::Voice;

/// The spending cap of a run, in US dollars.
pub(super) struct Budget {
    cap: Option<f64>,
    spent: Mutex<f64>,
}

impl Budget {
    pub fn new(cap: Option<f64>) -> Self {
        Self { cap, spent: Mutex::new(0.0) }
    }

    /// The cap, where there is one.
    pub fn cap(&self) -> Option<f64> {
        self.cap
    }

    /// Sets the price of a request aside; `false` where it would pass the cap, and nothing is set aside then.
    pub fn reserve(&self, price: f64) -> bool {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        // A cap is kept to the hundredth of a cent, below which sums of reals are not exact.
        let fits = price <= 0.0 || self.cap.is_none_or(|cap| *spent + price <= cap + 1e-4);
        if fits {
            *spent += price;
        }
        fits
    }

    /// Gives back the price of a request that was not answered.
    pub fn release(&self, price: f64) {
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner) -= price;
    }
}

/// What a voice takes for a text, in US dollars.
pub(super) fn price(voice: &Voice, spoken: &Spoken) -> f64 {
    voice.price_per_million * spoken.text().chars().count() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cap_is_kept_before_it_is_passed() {
        let budget = Budget::new(Some(1.0));
        assert!(budget.reserve(0.6));
        assert!(!budget.reserve(0.6));
        budget.release(0.6);
        assert!(budget.reserve(0.6));
        assert!(budget.reserve(0.0), "what is free is always allowed");
        assert!(Budget::new(None).reserve(1e9));
    }
}
