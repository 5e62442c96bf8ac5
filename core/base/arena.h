#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace transcope::core {

/// Memory for many arrays that live and go together. Large pieces lie in large pages where the system has
/// them: it hands out small ones so slowly that filling them costs more than reading a file.
class Arena
{
public:
    /// Not initialised. Throws std::bad_alloc.
    template <class T>
    requires std::is_trivially_copyable_v<T> std::span<T> take(std::size_t count)
    {
        return {static_cast<T*>(takeBytes(count * sizeof(T))), count};
    }

    /// Keeps what another one has.
    void append(Arena&& other);

private:
    struct Free
    {
        void operator()(void* memory) const { std::free(memory); }
    };
    void* takeBytes(std::size_t bytes);

    std::vector<std::unique_ptr<void, Free>> m_pieces;
    std::size_t m_pieceBytes = 0; ///< of the last one
    std::size_t m_used = 0;       ///< of it
};

} // namespace transcope::core
