// SPDX-License-Identifier: Apache-2.0
// src/python/heap.hpp: the end of the heap, and a heap without leftovers for the snapshot
#pragma once

#include <cstddef>

namespace se2::python {

/// Gives the heap whole pages below it, before it has begun: it grows there first. Of static data
/// that the plugin cannot reach, say.
void give_to_heap(std::byte* start, std::size_t size);

/// Memory for the time of packing, above the heap, which goes on where it is: the snapshot ends
/// with the heap. nullptr where there is none.
std::byte* borrow_above_heap(std::size_t size);

/// Ends that time; what was borrowed must not be used any more.
void return_borrowed();

/// Zeroes what is free in Python's allocator and in malloc's. The heap does not grow by it.
void clear_free_memory();

/// One past the last byte of the heap.
const std::byte* end_of_heap();

}  // namespace se2::python
